import {
  AppPlugin,
  DataSourcePlugin,
  PanelPlugin,
  type AppPluginMeta,
  type DataSourcePluginMeta,
  type PanelPluginMeta,
  type PluginMeta,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { addTranslations } from './translations';
import { importSandboxed } from './sandbox/importSandboxed';
import { hostPanel } from './panels';

const loaded = new Map<string, Promise<unknown>>();
const panels = new Map<string, PanelPlugin>();

/** The plugin's AMD module, fetched and run once; in a sandbox where the settings name the plugin. */
async function importModule(meta: PluginMeta): Promise<{ plugin?: unknown }> {
  await addTranslations(meta);
  if (config.enableFrontendSandboxForPlugins.includes(meta.id)) {
    return importSandboxed(meta);
  }
  return System.import(`/${meta.module}?_cache=${meta.info.version}`);
}

function once<T>(id: string, load: () => Promise<T>): Promise<T> {
  if (!loaded.has(id)) {
    loaded.set(id, load());
  }
  return loaded.get(id) as Promise<T>;
}

export const getPanelFromCache = (id: string) => panels.get(id);

/** @throws Error where the module does not export a panel plugin. */
export const importPanel = (meta: PanelPluginMeta): Promise<PanelPlugin> =>
  once(meta.id, async () => {
    const { plugin } = await importModule(meta);
    if (!(plugin instanceof PanelPlugin)) {
      throw new Error(`${meta.id} exports no panel plugin`);
    }
    plugin.meta = meta;
    panels.set(meta.id, plugin);
    return plugin;
  });

/** @throws Error where the module does not export a data source plugin. */
export const importDataSource = (meta: DataSourcePluginMeta) =>
  once(meta.id, async () => {
    const { plugin } = await importModule(meta);
    if (!(plugin instanceof DataSourcePlugin)) {
      throw new Error(`${meta.id} exports no data source plugin`);
    }
    plugin.meta = meta;
    return plugin;
  });

/** A panel by its id: one of the plugin's, or the host's own. */
export async function importPanelById(id: string): Promise<PanelPlugin> {
  const own = hostPanel(id);
  if (!own) {
    return importPanel(config.panels[id]);
  }
  panels.set(id, own);
  return own;
}

/** @throws Error where the module does not export an app plugin. */
export const importApp = (meta: AppPluginMeta) =>
  once(meta.id, async () => {
    const { plugin } = await importModule(meta);
    if (!(plugin instanceof AppPlugin)) {
      throw new Error(`${meta.id} exports no app plugin`);
    }
    plugin.meta = meta;
    return plugin;
  });
