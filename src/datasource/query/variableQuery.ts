import { type MetricFindValue } from '@grafana/data';
import { type Client, askForData } from '../api';
import { formatMetric, readMetrics, readTexts } from '../wire';
import { type QueryData } from '../types';

/** The question of a dashboard variable. */
export type VariableQuestion =
  | { kind: 'label-names'; match?: string }
  | { kind: 'label-values'; label: string; match?: string }
  | { kind: 'metrics'; pattern: string }
  | { kind: 'query-result'; expr: string }
  | { kind: 'series'; match: string };

const labelNames = /^label_names\(\s*(.*?)\s*\)$/s;
const labelValues = /^label_values\(\s*(?:(.+),)?\s*([^,(){}\s]+)\s*\)$/s;
const metrics = /^metrics\(\s*(.*?)\s*\)$/s;
const queryResult = /^query_result\(\s*(.+?)\s*\)$/s;

/**
 * Reads a variable's query in the words of Grafana's own Prometheus data source: `label_names()`,
 * `label_values(label)`, `label_values(metric, label)`, `metrics(regex)`, `query_result(expression)`. Anything else is a
 * series selector. `undefined` where there is nothing to ask.
 */
export function parseVariableQuery(text: string): VariableQuestion | undefined {
  const query = text.trim();
  let found: RegExpMatchArray | null;
  if ((found = query.match(labelNames))) {
    return { kind: 'label-names', match: found[1] || undefined };
  }
  if ((found = query.match(labelValues))) {
    return { kind: 'label-values', label: unquote(found[2]), match: found[1]?.trim() };
  }
  if ((found = query.match(metrics))) {
    return { kind: 'metrics', pattern: found[1] };
  }
  if ((found = query.match(queryResult))) {
    return { kind: 'query-result', expr: found[1] };
  }
  return query ? { kind: 'series', match: query } : undefined;
}

/**
 * The values of a variable.
 *
 * @param range only what existed in this time counts; seconds since the epoch
 */
export async function findValues(
  client: Client,
  question: VariableQuestion,
  range: { start: number; end: number }
): Promise<MetricFindValue[]> {
  const time = { start: `${Math.floor(range.start)}`, end: `${Math.ceil(range.end)}` };
  switch (question.kind) {
    case 'label-names': {
      const { data } = await client.query<unknown>('api/v1/labels', { ...time, 'match[]': question.match });
      return toValues(readTexts(data));
    }
    case 'label-values': {
      const path = `api/v1/label/${encodeURIComponent(escapeLabelName(question.label))}/values`;
      const { data } = await client.get<unknown>(path, { ...time, 'match[]': question.match });
      return toValues(readTexts(data));
    }
    case 'metrics': {
      const match = question.pattern && `{__name__=~${JSON.stringify(`.*(?:${question.pattern}).*`)}}`;
      const params = { ...time, 'match[]': match || undefined };
      const { data } = await client.get<unknown>('api/v1/label/__name__/values', params);
      return toValues(readTexts(data));
    }
    case 'query-result': {
      const { data } = await askForData(client, 'api/v1/query', { query: question.expr, time: `${range.end}` });
      return toValues(describeResults(data));
    }
    case 'series': {
      const { data } = await client.query<unknown>('api/v1/series', { ...time, 'match[]': question.match });
      return toValues(readMetrics(data).map(formatMetric));
    }
  }
}

/** `metric{labels} value milliseconds`, as users of `query_result` parse it with a regular expression. */
function describeResults(data: QueryData): string[] {
  switch (data.resultType) {
    case 'vector':
      return data.result.flatMap(({ metric, value }) =>
        value ? [`${formatMetric(metric)} ${value[1]} ${Math.round(value[0] * 1000)}`] : []
      );
    case 'scalar':
    case 'string':
      return [data.result[1]];
    case 'matrix':
      return [];
  }
}

/** A label name for a path; names beyond the classic letters take Prometheus 3's `U__` form. */
export function escapeLabelName(name: string): string {
  if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    return name;
  }
  const escaped = Array.from(name, (char) =>
    char === '_' ? '__' : /[a-zA-Z0-9]/.test(char) ? char : `_${(char.codePointAt(0) ?? 0).toString(16)}_`
  );
  return `U__${escaped.join('')}`;
}

function unquote(label: string): string {
  return label.replace(/^(["'`])(.*)\1$/, '$2');
}

function toValues(texts: string[]): MetricFindValue[] {
  return texts.map((text) => ({ text, value: text }));
}
