import { type MetricFindValue } from '@grafana/data';
import { type Client, askForData } from '../api';
import { readMetrics, readTexts } from '../wire';
import { type Metric, type QueryData } from '../types';
import { type VariableQuestion } from './variableQuery';

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
      const { metrics } = question;
      const match = metrics.includes('{') ? metrics : named(metrics);
      const { data } = await client.query<unknown>('api/v1/labels', { ...time, 'match[]': match });
      return toValues(readTexts(data));
    }
    case 'label-values': {
      const path = `api/v1/label/${encodeURIComponent(escapeLabelName(question.label))}/values`;
      const { data } = await client.get<unknown>(path, { ...time, 'match[]': selectorOf(question.match) });
      return toValues(readTexts(data));
    }
    case 'metrics': {
      const params = { ...time, 'match[]': named(question.pattern) };
      const { data } = await client.get<unknown>('api/v1/label/__name__/values', params);
      return toValues(readTexts(data));
    }
    case 'query-result': {
      const { data } = await askForData(client, 'api/v1/query', { query: question.expr, time: `${range.end}` });
      return toValues(describeResults(data));
    }
    case 'series': {
      const { data } = await client.query<unknown>('api/v1/series', { ...time, 'match[]': question.match });
      return toValues(readMetrics(data).map(describeSeries));
    }
  }
}

/**
 * All series in whose metric's name something matches. Prometheus refuses a selector that fits everything, as that of
 * `.*` does: a series has a name.
 */
const named = (pattern: string) =>
  pattern ? `{__name__!="",__name__=~${JSON.stringify(`.*(?:${pattern}).*`)}}` : undefined;

/** None where it bounds nothing; a metric's name in quotes as all servers read it. */
function selectorOf(match: string): string | undefined {
  const [, , name] = /^(["'])([^"'\\]*)\1$/.exec(match) ?? [];
  return name === undefined ? (/^(\{\s*\})?$/.test(match) ? undefined : match) : `{__name__=${JSON.stringify(name)}}`;
}

/** `metric{labels} value milliseconds`, as users of `query_result` parse it with a regular expression. */
function describeResults(data: QueryData): string[] {
  switch (data.resultType) {
    case 'vector':
      return data.result.flatMap(({ metric, value }) =>
        value ? [`${describeSeries(metric)} ${value[1]} ${Math.round(value[0] * 1000)}`] : []
      );
    case 'scalar':
    case 'string':
      return [data.result[1]];
    case 'matrix':
      return [];
  }
}

/** To the character as Grafana's own data source writes it: the regular expressions of dashboards depend on it. */
function describeSeries({ __name__ = '', ...labels }: Metric): string {
  return `${__name__}{${Object.entries(labels).map(([name, value]) => `${name}="${value}"`)}}`;
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

function toValues(texts: string[]): MetricFindValue[] {
  return texts.map((text) => ({ text, value: text }));
}
