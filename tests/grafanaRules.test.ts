/** Rules that the panel copies and that the runner prints, as Grafana's provisioning reads them. */
import { defaultOptions } from '../src/core/options/optionValues';
import { alertRules, grafanaRules as ofPanel } from '../src/panel/alerting';
import { parseConfig } from '../src/runner/config';
import { grafanaRules as ofRunner } from '../src/runner/rules';
import { T0 } from '../src/testing/panelFixtures';
import { type GrafanaRule, readGrafanaRules } from './tools/grafanaRuleFile';

const names = ['disk', 'cost in $US ${HOME}', 'a {{ b }} "c"\n\\', 'ü'.repeat(300), '$', '$$x'];

const config = (name: string, more = '') =>
  parseConfig(
    `{ prometheus: { url: http://a }, ${more} groups: [{ name: g, queries: [{ name: ${JSON.stringify(name)},
      expr: up, thresholds: [90, 91.5, { value: 3, direction: below }] }] }] }`,
    'presage.yaml',
    {}
  );

const exprOf = ({ data }: GrafanaRule) => String(data[0].model.expr);

test.each(names)('of the runner, of a query %j', (name) => {
  const all = readGrafanaRules(ofRunner(config(name, 'alerts: { labels: { team: "$x" } },'), 'prometheus'));
  const rules = all.slice(0, -1);
  expect(rules).toHaveLength(6);
  expect(exprOf(all[6])).toBe('absent(presage_series)');
  for (const rule of rules) {
    expect(exprOf(rule)).toContain(`{query=${JSON.stringify(`g/${name}`)},`);
    expect(rule.annotations.summary).toContain('{{ $labels.query }} will be {{ $labels.direction }}');
    expect(rule.labels.team).toBe('$x');
    expect(rule.title.startsWith(`g/${name}`.slice(0, 50))).toBe(true);
  }
});

test.each([
  ['1m', '60s', '60s'],
  ['15s', '20s', '20s'],
  ['500ms', '10s', '10s'],
  ['1h', '3600s', '3600s'],
])(
  'rounds of %s are evaluated every %s: Grafana’s scheduler knows multiples of ten seconds',
  (interval, every, wait) => {
    const text = ofRunner(config('disk', `interval: ${interval},`), 'prometheus');
    expect(text).toContain(`interval: ${every}`);
    expect(readGrafanaRules(text)[0].for).toBe(wait);
  }
);

test.each(names)('of a panel %j', (name) => {
  const values = Float64Array.from({ length: 24 * 20 }, (_, i) => 50 + 10 * Math.sin((i * Math.PI) / 12) + (i % 5));
  const subject = (of: string) => ({
    ...{ name: of, expr: `up{a="$1"}`, labels: { instance: of }, anomalies: [] },
    history: { start: T0, step: 3600, values },
    thresholds: [
      { value: 90, isLowBad: false },
      { value: 3, isLowBad: true },
    ],
  });
  const rules = alertRules(name, [subject(name), subject(`${name} 2`)], defaultOptions());
  const read = readGrafanaRules(ofPanel(name, rules));
  expect(read).toHaveLength(6);
  read.forEach((rule, i) => {
    expect(exprOf(rule)).toBe(rules[i].expr);
    expect(rule.title.startsWith(name.slice(0, 50))).toBe(true);
    expect(rule.annotations.summary.replaceAll('{{"{{"}}', '')).not.toContain('{{');
  });
});
