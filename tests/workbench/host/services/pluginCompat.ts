import { getDataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import type { ScopedVars } from '@grafana/data';

/**
 * Stands in for `@grafana/plugin-compat/datasources`, which scenes use and which imports names that
 * `@grafana/runtime` 13.2 does not export yet: the same three functions over the DataSourceSrv.
 */
type Reference = Parameters<ReturnType<typeof getDataSourceSrv>['get']>[0];

export const getDataSourceInstance = (ref?: Reference, scopedVars?: ScopedVars) =>
  getDataSourceSrv().get(ref, scopedVars);

export const getDataSourceInstanceList = async (filters?: GetDataSourceListFilters) =>
  getDataSourceSrv().getList(filters);

export async function getDefaultDataSourceInstanceListItem(type: string) {
  const list = getDataSourceSrv().getList({ type, all: true });
  return list.find(({ isDefault }) => isDefault) ?? list[0];
}
