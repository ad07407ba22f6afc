import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import { config, getBackendSrv, getTemplateSrv, type DataSourceSrv } from '@grafana/runtime';
import { importDataSource } from '../plugins';
import { expressionSettings, expressionSource, isExpression } from './expressionSource';
import { MIXED, mixedSource } from './mixedSource';
import { SNAPSHOT_SOURCE, snapshotSource } from './snapshotSource';

type Reference = DataSourceRef | string | null;

const instances = new Map<string, Promise<DataSourceApi>>();

function findSettings(ref?: Reference, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
  if (isExpression(ref)) {
    return expressionSettings;
  }
  const all = Object.values(config.datasources);
  const named = typeof ref === 'string' ? ref : ref?.uid;
  if (!named || named === 'default') {
    const type = typeof ref === 'string' ? undefined : ref?.type;
    return all.find((s) => type && s.type === type) ?? config.datasources[config.defaultDatasource];
  }
  const wanted = getTemplateSrv().replace(named, scopedVars);
  return all.find(({ uid }) => uid === wanted) ?? all.find(({ name }) => name === wanted);
}

async function createInstance(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const plugin = await importDataSource(settings.meta);
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  return instance;
}

/** Data sources by uid, name or variable; one instance of each, made from the frontend settings. */
export const dataSourceSrv: DataSourceSrv = {
  async get(ref, scopedVars) {
    if (typeof ref === 'object' && ref?.uid === SNAPSHOT_SOURCE.uid) {
      return snapshotSource;
    }
    if (isExpression(ref)) {
      return expressionSource;
    }
    if ((typeof ref === 'string' ? ref : ref?.uid) === MIXED) {
      return mixedSource;
    }
    const settings = findSettings(ref, scopedVars);
    if (!settings) {
      throw new Error(`Datasource ${typeof ref === 'string' ? ref : ref?.uid} was not found`);
    }
    if (!instances.has(settings.uid)) {
      const created = createInstance(settings);
      created.catch(() => instances.delete(settings.uid));
      instances.set(settings.uid, created);
    }
    return instances.get(settings.uid)!;
  },
  getInstanceSettings: findSettings,
  getList: ({ filter, type, pluginId, all, metrics } = {}) =>
    Object.values(config.datasources).filter(
      (s) =>
        (!type || [type].flat().includes(s.type)) &&
        (!pluginId || s.meta.id === pluginId) &&
        (all || !metrics || s.meta.metrics) &&
        (!filter || filter(s))
    ),
  async reload() {
    const settings = await getBackendSrv().get('/api/frontend/settings');
    config.datasources = settings.datasources;
    config.defaultDatasource = settings.defaultDatasource;
    instances.clear();
  },
  registerRuntimeDataSource() {
    throw new Error('The workbench has no runtime data sources');
  },
};
