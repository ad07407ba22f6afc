import type { FieldFacts } from '../../core/bands';
import { type OptionName, type StoredOptions, optionTable, validateOptions } from '../../core/options';

/** A query of the panel as the runner asks it. */
export interface RunnerQuery {
  /** letter of the query */
  name: string;
  /** PromQL without variables */
  expr: string;
  thresholds: ReadonlyArray<{ value: number; isLowBad: boolean }>;
  field: FieldFacts;
  /** overrides give some of its series other thresholds, or another range */
  isMixed: boolean;
}

/** A panel as the runner forecasts it. */
export interface RunnerSource {
  title: string;
  /** as the dashboard stores them */
  stored: Partial<StoredOptions>;
  /** IANA name */
  timeZone: string;
  /** address of the panel */
  link?: string;
  queries: readonly RunnerQuery[];
}

const HEAD = [
  '# A Presage panel as configuration of the runner: presage check --config FILE, then presage --config FILE.',
  '# The browser does not know at which address the runner reaches Prometheus: put it in.',
];
const MIXED = '# Some series of this query have other thresholds or units in the panel: write a query for each.';

/** JSON is YAML. */
const json = (value: unknown) => JSON.stringify(value);

/** A configuration file of the runner that forecasts the queries of this panel with its options and thresholds. */
export function runnerConfig({ title, stored, timeZone, link, queries }: RunnerSource): string {
  const options = statedOptions(stored);
  return [
    ...HEAD,
    'prometheus: { url: "http://localhost:9090" }',
    `timeZone: ${json(timeZone)}`,
    ...(link === undefined ? [] : ['alerts:', '  # alertmanager: http://localhost:9093', `  link: ${json(link)}`]),
    'groups:',
    `  - name: ${json(title)}`,
    ...(options.length > 0 ? ['    options:', ...options.map(([name, value]) => `      ${name}: ${json(value)}`)] : []),
    '    queries:',
    ...queries.flatMap(linesOf),
    '',
  ].join('\n');
}

function linesOf({ name, expr, thresholds, field, isMixed }: RunnerQuery): string[] {
  const limits = thresholds.map(({ value, isLowBad }) => (isLowBad ? { value, direction: 'below' } : value));
  const { unit, min, max } = field;
  const facts = Object.entries({ unit, min, max }).filter(([, value]) => value != null);
  return [
    ...(isMixed ? [`      ${MIXED}`] : []),
    `      - name: ${json(name)}`,
    `        expr: ${json(expr)}`,
    ...(limits.length > 0 ? [`        thresholds: ${json(limits)}`] : []),
    ...facts.map(([fact, value]) => `        ${fact}: ${json(value)}`),
  ];
}

/** Options that are not their defaults. An invalid one is its default to the panel, and would be an error to the runner. */
function statedOptions(stored: Partial<StoredOptions>): Array<[OptionName, unknown]> {
  const invalid = validateOptions(stored).problems.map(
    (problem) => problem.kind === 'invalid-option' && problem.option
  );
  const names = Object.keys(optionTable) as OptionName[];
  return names.flatMap((name): Array<[OptionName, unknown]> => {
    const value = stored[name];
    const isStated = value != null && value !== optionTable[name].default;
    return isStated && !invalid.includes(name) ? [[name, value]] : [];
  });
}
