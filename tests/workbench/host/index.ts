import './styles.css';
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import { initPluginTranslations } from '@grafana/i18n';
import { loadResources } from '@grafana/scenes';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { registerStandardEditors } from './registry/standardEditors';
import { registerStandardFieldOptions } from './registry/standardFieldOptions';
import { setServices } from './services/setServices';
import { shareModules } from './sharedModules';
import { initLanguage } from './translations';

/** Grafana's boot sequence in small: registries, services, shared modules, page. */
async function start() {
  await initLanguage();
  await initPluginTranslations('grafana-scenes', [loadResources]);
  registerStandardEditors();
  registerStandardFieldOptions();
  setServices();
  shareModules();
  createRoot(document.getElementById('reactRoot')!).render(createElement(App));
}

void start();
