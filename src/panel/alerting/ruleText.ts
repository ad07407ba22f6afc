import { ruleTitle, templateText, textHash } from '../../core/promql';
import type { AlertRule } from './alertRules';

/** A string as YAML reads it: JSON's strings are YAML's. */
const text = (value: string) => JSON.stringify(value);

const HEAD = [
  '# Made by Presage from thresholds and from what was normal at each hour of the day, UTC. A rule sees neither the last',
  '# hours nor the forecast, so it knows less than the panel; make it anew when the series changes, or the clocks do.',
];

/** An identity that Grafana takes (at most 40 of these letters), the same for the same rule of the same group. */
const uidOf = (group: string, expr: string) => `presage-${textHash(expr)}${textHash(`${group}\n${expr}`, 1)}`;

/** Grafana replaces variables of the environment in titles and labels, and in neither annotations nor queries. */
const plain = (words: string) => text(ruleTitle(words).replaceAll('$', '$$$$'));

/** A file of rules for Prometheus, Mimir or VictoriaMetrics' vmalert; `promtool check rules` reads it. */
export function prometheusRules(group: string, rules: readonly AlertRule[]): string {
  const lines = rules.flatMap(({ title, expr, forSeconds, severity, summary }) => [
    `      - alert: ${text(title)}`,
    `        expr: ${text(`${expr} > 0`)}`,
    `        for: ${forSeconds}s`,
    `        labels: { severity: ${severity} }`,
    `        annotations: { summary: ${text(templateText(summary))} }`,
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
    `        title: ${plain(title)}`,
    '        condition: C',
    `        for: ${forSeconds}s`,
    '        noDataState: NoData',
    '        execErrState: Error',
    `        labels: { severity: ${severity} }`,
    `        annotations: { summary: ${text(templateText(summary))} }`,
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
    `    name: ${plain(group)}`,
    '    folder: Presage',
    '    interval: 1m',
    '    rules:',
    ...lines,
    '',
  ].join('\n');
}
