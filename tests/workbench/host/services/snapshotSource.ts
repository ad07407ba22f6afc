import { dataFrameFromJSON, type DataFrameJSON, type DataSourceApi } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** Grafana's own data source, of which the workbench has one part: it answers with what a snapshot holds. */
export const SNAPSHOT_SOURCE = { type: 'grafana', uid: 'grafana' };

interface SnapshotQuery extends DataQuery {
  snapshot?: DataFrameJSON[];
}

export const snapshotSource = {
  ...SNAPSHOT_SOURCE,
  id: -1,
  name: '-- Grafana --',
  meta: {},
  query: async ({ targets }: { targets: SnapshotQuery[] }) => ({
    data: targets.flatMap(({ snapshot = [] }) => snapshot.map((frame) => dataFrameFromJSON(frame))),
  }),
  getRef: () => SNAPSHOT_SOURCE,
} as unknown as DataSourceApi;
