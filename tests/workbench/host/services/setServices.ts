import {
  EventBusSrv,
  setWeekStart,
  standardTransformers,
  standardTransformersRegistry,
  type TransformerRegistryItem,
} from '@grafana/data';
import {
  config,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { getPanelFromCache, importPanelById } from '../plugins';
import { backendSrv } from './backendSrv';
import { dataSourceSrv } from './dataSourceSrv';
import { runRequest } from './runRequest';
import { templateSrv } from './templateSrv';

/** Grafana's transformations without their editors. Some have two names. */
function registerTransformations() {
  const items = new Map(Object.values(standardTransformers).map((item) => [item.id, item]));
  standardTransformersRegistry.setInit(() =>
    [...items.values()].map(
      (item) => ({ ...item, transformation: async () => item }) as unknown as TransformerRegistryItem
    )
  );
}

/** Sets every service of `@grafana/runtime` that a plugin can reach. */
export function setServices() {
  setAppEvents(new EventBusSrv());
  setBackendSrv(backendSrv);
  setDataSourceSrv(dataSourceSrv);
  setTemplateSrv(templateSrv);
  setRunRequest(runRequest);
  setEchoSrv({ addBackend() {}, addEvent() {}, flush() {}, onInteraction: () => () => {} });
  setCurrentUser(config.bootData.user as Parameters<typeof setCurrentUser>[0]);
  setWeekStart('browser');
  registerTransformations();
  setPluginImportUtils({
    importPanelPlugin: importPanelById,
    getPanelPluginFromCache: getPanelFromCache,
  });
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => {});
  setChromeHeaderHeightHook(() => 40);
}
