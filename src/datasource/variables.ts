import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import { type PrometheusDatasource } from './datasource';
import { VariableQueryEditor } from './editors';
import { type PromOptions, type PromQuery, type PromVariableQuery } from './types';

/** Dashboard variables whose values come from Prometheus. */
export class PromVariableSupport extends CustomVariableSupport<
  PrometheusDatasource,
  PromVariableQuery,
  PromQuery,
  PromOptions
> {
  readonly editor = VariableQueryEditor;

  constructor(private readonly datasource: PrometheusDatasource) {
    super();
  }

  query({ targets, scopedVars, range }: DataQueryRequest<PromVariableQuery>): Observable<DataQueryResponse> {
    return from(this.datasource.metricFindQuery(targets[0], { scopedVars, range })).pipe(map((data) => ({ data })));
  }
}
