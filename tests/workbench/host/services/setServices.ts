import { EventBusSrv, setWeekStart } from '@grafana/data';
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
