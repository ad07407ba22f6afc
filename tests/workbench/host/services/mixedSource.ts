import {
  DataSourceApi,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  LoadingState,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { getDataSourceSrv } from '@grafana/runtime';
import { from, map, merge, mergeMap, type Observable } from 'rxjs';

/** Grafana's data source for panels whose queries have a data source each. */
class MixedSource extends DataSourceApi {
  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const byUid = new Map<string, DataQuery[]>();
    for (const target of request.targets) {
      const uid = target.datasource?.uid ?? '';
      byUid.set(uid, [...(byUid.get(uid) ?? []), target]);
    }
    const open = new Set(byUid.keys());
    const answers = [...byUid].map(([uid, targets]) =>
      from(getDataSourceSrv().get(targets[0].datasource, request.scopedVars)).pipe(
        mergeMap((source) => from(source.query({ ...request, requestId: `${request.requestId}-${uid}`, targets }))),
        map((response): DataQueryResponse => {
          if (response.state !== LoadingState.Loading) {
            open.delete(uid);
          }
          const state = open.size > 0 ? LoadingState.Loading : response.state;
          return { ...response, key: `mixed-${uid}-${response.key ?? ''}`, state };
        })
      )
    );
    return merge(...answers);
  }

  async testDatasource() {
    return { status: 'success', message: '' };
  }
}

export const MIXED = '-- Mixed --';

export const mixedSource = new MixedSource({
  uid: MIXED,
  name: MIXED,
  type: 'mixed',
  meta: { id: 'mixed', mixed: true },
  jsonData: {},
} as unknown as DataSourceInstanceSettings);
