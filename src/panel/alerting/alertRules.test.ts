import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forecastBaseline } from '../../core/fitted';
import { defaultOptions } from '../../core/options/optionValues';
import { HOUR, T0 } from '../../testing/panelFixtures';
import { type RuleSubject, alertRules } from './alertRules';
import { grafanaRules, prometheusRules } from './ruleText';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const STEP = 1800;
const options = defaultOptions();

/** Busy by day, quieter at weekends, with noise that is the same in every run. */
function load(time: number): number {
  const day = Math.floor(time / DAY) % 7;
  const noise = 1.5 * Math.sin(time / 7e5) + Math.sin(time / 1.3e6);
  return (day === 2 || day === 3 ? 20 : 40) + 15 * Math.sin(((time % DAY) / DAY - 0.25) * 2 * Math.PI) + noise;
}
/** promtool's clock begins on Thursday, 1 January 1970, 00:00 UTC; this day is a Thursday too. */
const tested = T0 + 28 * DAY;
const incidents = [
  { from: tested + 5 * HOUR, to: tested + 9 * HOUR, by: 40 },
  { from: tested + 30 * HOUR, to: tested + 33 * HOUR, by: -35 },
];
const seen = (time: number) => load(time) + (incidents.find(({ from, to }) => time >= from && time <= to)?.by ?? 0);

const end = tested + 2 * DAY;
const history = {
  start: T0,
  step: STEP,
  values: Float64Array.from({ length: (end - T0) / (STEP * 1000) + 1 }, (_, i) => seen(T0 + i * STEP * 1000)),
};
const { anomalies: found } = forecastBaseline(history, options, []);
const subject = (change: Partial<RuleSubject> = {}): RuleSubject => ({
  name: 'web-1',
  expr: 'load',
  labels: { instance: 'web-1' },
  history,
  anomalies: found,
  thresholds: [],
  ...change,
});

/** Number of alerts that a real Prometheus' rules fire at each of these times, ms. */
function checkFiring(
  rules: string,
  series: Record<string, (time: number) => number>,
  expected: Array<[number, number]>
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'presage-rules-'));
  try {
    writeFileSync(path.join(folder, 'rules.yaml'), rules);
    const samples = Array.from({ length: (2 * DAY) / (10 * MINUTE) + 1 }, (_, i) => tested + i * 10 * MINUTE);
    const test = {
      rule_files: ['rules.yaml'],
      evaluation_interval: '10m',
      tests: [
        {
          interval: '10m',
          input_series: Object.entries(series).map(([name, value]) => ({
            series: name,
            values: samples.map((time) => value(time).toFixed(4)).join(' '),
          })),
          promql_expr_test: expected.map(([time, value]) => ({
            expr: 'count(ALERTS{alertstate="firing"}) or vector(0)',
            eval_time: `${(time - tested) / MINUTE}m`,
            exp_samples: [{ labels: '{}', value }],
          })),
        },
      ],
    };
    writeFileSync(path.join(folder, 'test.yaml'), JSON.stringify(test));
    execFileSync('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder, stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('the rule of the learnt band fires where the panel marks, and nowhere else', () => {
  const marked = found.filter(({ start }) => start >= tested);
  expect(marked.map(({ direction }) => direction)).toEqual(['above', 'below']);
  const rules = prometheusRules('presage', alertRules('Load', [subject()], options));
  const expected = Array.from({ length: 68 }, (_, i): [number, number] => {
    const time = tested + (i + 1) * 30 * MINUTE;
    return [time, marked.some((run) => time >= run.start + 20 * MINUTE && time <= run.end) ? 1 : 0];
  }).filter(([time]) => marked.every(({ start, end: last }) => time !== start && Math.abs(time - last) > 15 * MINUTE));
  expect(expected.filter(([, firing]) => firing > 0).length).toBeGreaterThan(8);
  checkFiring(rules, { 'load{instance="web-1"}': seen }, expected);
});

it('a rule of one among several series leaves the others alone', () => {
  const [rule] = alertRules('Load', [subject(), subject({ name: 'web-2', labels: { instance: 'web-2' } })], options);
  const high = () => 500;
  const both = { 'load{instance="web-1"}': high, 'load{instance="web-2"}': high };
  checkFiring(prometheusRules('presage', [rule]), both, [[tested + HOUR, 1]]);
  checkFiring(prometheusRules('presage', [rule]), { 'load{instance="web-2"}': high }, [[tested + HOUR, 0]]);
});

it('labels are matched as they are: a dollar in a value, a name that is none of the old ones', () => {
  const [of, high] = [{ path: '/a$1${x}' }, () => 500];
  const [rule] = alertRules('Load', [subject({ labels: of }), subject({ name: 'web-2' })], options);
  checkFiring(prometheusRules('presage', [rule]), { 'load{path="/a$1${x}"}': high }, [[tested + HOUR, 1]]);
  const [dotted] = alertRules('Load', [subject({ labels: { 'host.name': 'a' } }), subject({ name: 'web-2' })], options);
  expect(dotted.expr).toContain('and on ("host.name") label_replace(vector(1), "host.name", "a", "", "")');
});

it('each rule has an identity of its own for Grafana, the same at each copy', () => {
  const thresholds = [{ value: 70, isLowBad: false }];
  const off = { ...options, anomalyMethod: 'off' as const };
  const rules = alertRules('Load', [subject({ thresholds }), subject({ thresholds, expr: 'load_b' })], off);
  expect(rules.map(({ title }) => title)).toEqual(['Load: at or above 70', 'Load: at or above 70 (2)']);
  const uids = (group: string) => [...grafanaRules(group, rules).matchAll(/ - uid: (\S+)/g)].map(([, uid]) => uid);
  const [here, there] = [uids('Load'), uids('Other')];
  expect(new Set([...here, ...there]).size).toBe(4);
  expect(uids('Load')).toEqual(here);
  expect(here.every((uid) => /^[a-z0-9-]{1,40}$/.test(uid))).toBe(true);
});

it('a threshold fires on its bad side, from the threshold itself on for a high one', () => {
  const thresholds = [
    { value: 10, isLowBad: true },
    { value: 70, isLowBad: false },
  ];
  const rules = prometheusRules(
    'presage',
    alertRules('Load', [subject({ thresholds })], { ...options, anomalyMethod: 'off' })
  );
  const values = [9.9, 10, 69.9, 70, 50];
  const slotOf = (time: number) => Math.min(values.length - 1, Math.floor((time - tested) / (6 * HOUR)));
  checkFiring(
    rules,
    { load: (time) => values[slotOf(time)] },
    values.map((value, slot) => [tested + (6 * slot + 3) * HOUR, Number(value < 10 || value >= 70)])
  );
});

it('hours say nothing of a series that rises: no rule of a band is made', () => {
  const rising = { ...history, values: history.values.map((value, i) => value + i / 2) };
  expect(alertRules('Disk', [subject({ history: rising, anomalies: [] })], options)).toEqual([]);
});
