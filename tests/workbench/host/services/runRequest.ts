import {
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { Observable, catchError, from, isObservable, map, merge, of, share, takeUntil, timer } from 'rxjs';
import { expressionSource, isExpression } from './expressionSource';

const LOADING_AFTER_MS = 200;

/** Runs one request of a panel against a data source: Loading after a moment, then data, or the error as data. */
export function runRequest(
  source: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<PanelData> {
  const startTime = Date.now();
  const timeRange = request.range;
  const packets = new Map<string, DataQueryResponse>();
  if (request.targets.length === 0) {
    request.endTime = Date.now();
    return of({ state: LoadingState.Done, series: [], request, timeRange });
  }
  const toPanelData = (response: DataQueryResponse): PanelData => {
    request.startTime = startTime;
    request.endTime = Date.now();
    packets.set(response.key ?? 'A', response);
    const all = [...packets.values()].flatMap((packet) => packet.data ?? []);
    const errors = response.errors ?? (response.error ? [response.error] : undefined);
    return {
      state: errors ? LoadingState.Error : (response.state ?? LoadingState.Done),
      series: all.filter((frame) => frame.meta?.dataTopic !== 'annotations'),
      annotations: all.filter((frame) => frame.meta?.dataTopic === 'annotations'),
      errors,
      error: errors?.[0],
      request,
      timeRange,
    };
  };
  // One expression among the queries, and all of them go to Grafana's server.
  const asked = request.targets.some(({ datasource }) => isExpression(datasource)) ? expressionSource : source;
  const answer = (queryFunction ?? asked.query.bind(asked))(request);
  const data = (isObservable(answer) ? answer : from(answer)).pipe(
    map(toPanelData),
    catchError((raw) => {
      const error = toDataQueryError(raw);
      const state = raw?.cancelled ? LoadingState.Done : LoadingState.Error;
      return of<PanelData>({ state, series: [], error, errors: [error], request, timeRange });
    }),
    share()
  );
  const loading = timer(LOADING_AFTER_MS).pipe(
    map((): PanelData => ({ state: LoadingState.Loading, series: [], request, timeRange })),
    takeUntil(data)
  );
  return merge(loading, data);
}
