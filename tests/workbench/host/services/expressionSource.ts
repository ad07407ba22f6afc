import type { DataQueryRequest, DataQueryResponse, DataSourceInstanceSettings, DataSourceRef } from '@grafana/data';
import { DataSourceWithBackend, getDataSourceSrv, isExpressionReference } from '@grafana/runtime';
import { from, mergeMap, type Observable } from 'rxjs';

export const isExpression = (ref?: DataSourceRef | string | null): boolean => isExpressionReference(ref);

export const expressionSettings = {
  id: -100,
  uid: '__expr__',
  name: 'Expression',
  type: '__expr__',
  meta: { id: '__expr__' },
  jsonData: {},
} as unknown as DataSourceInstanceSettings;

/** Grafana's expressions: all queries of the panel go to its server, their variables replaced by their data sources. */
class ExpressionSource extends DataSourceWithBackend {
  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const written = request.targets.map(async (target) => {
      const source = isExpression(target.datasource) ? undefined : await getDataSourceSrv().get(target.datasource);
      return source?.interpolateVariablesInQueries?.([target], request.scopedVars, request.filters)[0] ?? target;
    });
    return from(Promise.all(written)).pipe(mergeMap((targets) => super.query({ ...request, targets })));
  }
}

export const expressionSource = new ExpressionSource(expressionSettings);
