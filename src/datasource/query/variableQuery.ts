/** The question of a dashboard variable. */
export type VariableQuestion =
  | { kind: 'label-names'; metrics: string }
  | { kind: 'label-values'; label: string; match: string }
  | { kind: 'metrics'; pattern: string }
  | { kind: 'query-result'; expr: string }
  | { kind: 'series'; match: string };

const labelNames = /^label_names\s*\((.*)\)$/s;
const labelValues = /^label_values\s*\((?:(.*),)?\s*((?:\$\{[^{}]*\}|[^,(){}\s])+)\s*\)$/s;
const metrics = /^metrics\s*\((.*)\)$/s;
const queryResult = /^query_result\s*\((.*)\)$/s;

/**
 * Reads a variable's query in the words of Grafana's own Prometheus data source: `label_names(metric regex)`,
 * `label_values(label)`, `label_values(metric, label)`, `metrics(regex)`, `query_result(expression)`. Anything else is a
 * series selector. `undefined` where there is nothing to ask.
 */
export function parseVariableQuery(text: string): VariableQuestion | undefined {
  const query = text.trim();
  let found: RegExpMatchArray | null;
  if ((found = query.match(labelNames))) {
    return { kind: 'label-names', metrics: found[1].trim() };
  }
  if ((found = query.match(labelValues))) {
    return { kind: 'label-values', label: unquote(found[2]), match: (found[1] ?? '').trim() };
  }
  if ((found = query.match(metrics))) {
    return { kind: 'metrics', pattern: found[1].trim() };
  }
  if ((found = query.match(queryResult))) {
    return found[1].trim() ? { kind: 'query-result', expr: found[1].trim() } : undefined;
  }
  // A function that is not filled in yet.
  return query && !/^label_values\s*\(\s*\)$/.test(query) ? { kind: 'series', match: query } : undefined;
}

/** The question in the words that `parseVariableQuery` reads. Empty where something is missing in it. */
export function writeVariableQuery(question: VariableQuestion): string {
  switch (question.kind) {
    case 'label-names':
      return `label_names(${question.metrics})`;
    case 'label-values': {
      const { match, label } = question;
      const name = /^[\w$]+$|^\$\{[^{}]*\}$/.test(label) ? label : JSON.stringify(label);
      return label && `label_values(${match && `${match}, `}${name})`;
    }
    case 'metrics':
      return `metrics(${question.pattern})`;
    case 'query-result':
      return question.expr && `query_result(${question.expr})`;
    case 'series':
      return question.match;
  }
}

/** The text of a variable's query as it is stored. Dashboards from older versions of Grafana hold a bare text. */
export function variableText(query: unknown): string {
  if (typeof query === 'string') {
    return query;
  }
  const text = typeof query === 'object' && query !== null && 'query' in query ? query.query : undefined;
  return typeof text === 'string' ? text : '';
}

function unquote(label: string): string {
  return label.replace(/^(["'`])(.*)\1$/, '$2');
}
