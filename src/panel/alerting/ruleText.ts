import type { AlertRule } from './alertRules';

/** A string as YAML reads it: JSON's strings are YAML's. */
const text = (value: string) => JSON.stringify(value);

const HEAD = [
  '# Made by Presage from thresholds and from what was normal at each hour of the day, UTC. A rule sees neither the last',
  '# hours nor the forecast, so it knows less than the panel; make it anew when the series changes, or the clocks do.',
];

/** An identity that Grafana takes (at most 40 of these letters), the same for the same rule of the same group. */
const uidOf = (group: string, expr: string) => `presage-${hash(expr, 0)}${hash(`${group}\n${expr}`, 1)}`;

/** FNV-1a over UTF-16 units, 32 bits as hexadecimal. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(words: string, seed: number): string {
  let sum = 0x811c9dc5 ^ seed;
  for (let i = 0; i < words.length; i++) {
    sum = Math.imul(sum ^ words.charCodeAt(i), 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** A file of rules for Prometheus, Mimir or VictoriaMetrics' vmalert; `promtool check rules` reads it. */
export function prometheusRules(group: string, rules: readonly AlertRule[]): string {
  const lines = rules.flatMap(({ title, expr, forSeconds, severity, summary }) => [
    `      - alert: ${text(title)}`,
    `        expr: ${text(`${expr} > 0`)}`,
    `        for: ${forSeconds}s`,
    `        labels: { severity: ${severity} }`,
    `        annotations: { summary: ${text(summary)} }`,
  ]);
  return [...HEAD, 'groups:', `  - name: ${text(group)}`, '    rules:', ...lines, ''].join('\n');
}

/**
 * A file for Grafana's provisioning of alert rules (`provisioning/alerting`). The uid of a Prometheus data source has to
 * be put in: Grafana alerts on its server, which this plugin has no part in.
 */
export function grafanaRules(group: string, rules: readonly AlertRule[]): string {
  const lines = rules.flatMap(({ title, expr, forSeconds, severity, summary }) => [
    `      - uid: ${uidOf(group, expr)}`,
    `        title: ${text(title)}`,
    '        condition: C',
    `        for: ${forSeconds}s`,
    '        noDataState: NoData',
    '        execErrState: Error',
    `        labels: { severity: ${severity} }`,
    `        annotations: { summary: ${text(summary)} }`,
    '        data:',
    '          - refId: A',
    '            relativeTimeRange: { from: 600, to: 0 }',
    '            datasourceUid: UID-OF-YOUR-PROMETHEUS',
    `            model: { refId: A, instant: true, expr: ${text(expr)} }`,
    '          - refId: C',
    '            datasourceUid: __expr__',
    '            model:',
    '              refId: C',
    '              type: threshold',
    '              expression: A',
    '              conditions: [{ evaluator: { type: gt, params: [0] } }]',
  ]);
  return [
    ...HEAD,
    'apiVersion: 1',
    'groups:',
    '  - orgId: 1',
    `    name: ${text(group)}`,
    '    folder: Presage',
    '    interval: 1m',
    '    rules:',
    ...lines,
    '',
  ].join('\n');
}
