import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import * as i18next from 'i18next';
import * as lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- shared as Grafana shares it, not used
import * as moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as reactJsxRuntime from 'react/jsx-runtime';
import * as reactRouter from 'react-router';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import { DataErrorView } from './pages/DataErrorView';
import { PluginPage } from './pages/PluginPage';

/** What a plugin's bundle leaves to Grafana (`.config/bundler/externals.ts`). */
const modules: Record<string, object> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/data/unstable': grafanaDataUnstable,
  // Holes in the published package that Grafana fills from within.
  '@grafana/runtime': { ...grafanaRuntime, PanelDataErrorView: DataErrorView, PluginPage },
  '@grafana/runtime/unstable': grafanaRuntimeUnstable,
  '@grafana/ui': grafanaUi,
  '@grafana/ui/unstable': grafanaUiUnstable,
  i18next,
  lodash,
  moment,
  react,
  'react-dom': reactDom,
  'react/jsx-runtime': reactJsxRuntime,
  'react-router': reactRouter,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

/** One of them in the CommonJS form, `default` included. @throws Error where it is none of them */
export function sharedModule(name: string): object {
  const module = modules[name];
  if (!module) {
    throw new Error(`${name} is no shared module`);
  }
  return 'default' in module ? { ...(module.default as object), ...module } : { ...module, default: module };
}

/** Offers them to SystemJS under their own names, for AMD modules. */
export function shareModules() {
  const imports: Record<string, string> = {};
  for (const name of Object.keys(modules)) {
    imports[name] = `package:${name}`;
    const shared = sharedModule(name);
    System.set(imports[name], { ...shared, __useDefault: shared });
  }
  System.addImportMap({ imports });
}
