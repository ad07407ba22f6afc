import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type QueryEditorProps,
} from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { Field } from '@grafana/ui';
import React from 'react';
import { from, map, type Observable } from 'rxjs';
import { CommitInput } from './editors';
import { type PrometheusDatasource } from './datasource';
import { type PromOptions, type PromQuery } from './types';

/** A variable's query; `query` is the name Grafana's own Prometheus data source stores it under. */
export interface PromVariableQuery extends DataQuery {
  query: string;
}

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

type Props = QueryEditorProps<PrometheusDatasource, PromQuery, PromOptions, PromVariableQuery>;

export function VariableQueryEditor({ query, onChange, onRunQuery }: Props) {
  const text = toText(query);
  return (
    <Field
      label="Query"
      description="label_names(), label_values(label), label_values(metric, label), metrics(regex), query_result(expression), or a series selector."
    >
      <CommitInput
        id="presage-variable-query"
        ariaLabel="Variable query"
        placeholder="label_values(up, instance)"
        value={text}
        onCommit={(next) => {
          onChange({ refId: query?.refId || 'variable', query: next });
          onRunQuery();
        }}
      />
    </Field>
  );
}

/** Dashboards from older versions of Grafana hold the query as a bare text. */
export function toText(query: unknown): string {
  if (typeof query === 'string') {
    return query;
  }
  const text = typeof query === 'object' && query !== null && 'query' in query ? query.query : undefined;
  return typeof text === 'string' ? text : '';
}
