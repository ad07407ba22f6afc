import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { parseConfig } from '../config';
import { grafanaRules } from './grafanaRules';
import { prometheusRules } from './prometheusRules';

const config = parseConfig(
  `
prometheus: { url: http://a }
alerts: { labels: { env: test }, link: http://grafana/d/x }
groups:
  - name: disk
    queries:
      - name: us"ed{{ $1
        expr: disk
        thresholds: [90, { value: 0, direction: below }]
`,
  'presage.yaml',
  {}
);
const NAMED = 'query="disk/us\\"ed{{ $1",threshold="90",direction="above"';

const VALUES: Record<string, number> = { '.': 0, w: 1, c: 10 };

/** Holds what a real Prometheus fires, minute by minute: `w`arning, `c`ritical or nothing. */
function checkFiring(chances: number[], farthest: number[], expected: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'presage-rules-'));
  const series = (name: string, values: number[]) => ({
    series: `${name}{instance="a",job="presage",${NAMED}}`,
    values: values.join(' '),
  });
  const count = (severity: string) =>
    `(count(ALERTS{alertstate="firing",severity="${severity}",env="test",instance="a"}) or vector(0))`;
  const test = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: [series('presage_breach_probability', chances), series('presage_breach_farthest', farthest)],
        promql_expr_test: [...expected].map((sign, minute) => ({
          expr: `${count('warning')} + 10 * ${count('critical')}`,
          eval_time: `${minute}m`,
          exp_samples: [{ labels: '{}', value: VALUES[sign] }],
        })),
      },
    ],
  };
  try {
    writeFileSync(path.join(folder, 'rules.yaml'), prometheusRules(config));
    writeFileSync(path.join(folder, 'test.yaml'), JSON.stringify(test));
    const promtool = (...args: string[]) => execFileSync('promtool', args, { cwd: folder, stdio: 'pipe' });
    promtool('check', 'rules', '--lint-fatal', 'rules.yaml');
    promtool('test', 'rules', 'test.yaml');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  // Raised in the second round from .8 on, kept down to .5, over in the second round under it.
  [[0.1, 0.9, 0.9, 0.6, 0.6, 0.6, 0.4, 0.6, 0.4, 0.4, 0.6, 0.6], 95, '..wwwwwww...'],
  [[0.9, 0.6, 0.9, 0.6], 95, '....'],
  [[0.9, 0.9, 0.9], 108, '.cc'],
])('a real Prometheus raises, keeps and ends as the runner does: chances %j, at most %d', (chances, most, expected) => {
  checkFiring(
    chances,
    chances.map(() => most),
    expected
  );
});

test('a round of half a second is a duration that Prometheus reads', () => {
  const text = prometheusRules({ ...config, interval: 0.5 });
  expect(text).toContain('interval: 500ms');
  expect(text).toContain('for: 500ms');
});

test('Grafana’s rules: hysteresis, severities, and the same expressions', () => {
  const { groups } = parse(grafanaRules(config, 'prometheus')) as { groups: Array<{ rules: object[] }> };
  const [{ rules }] = groups;
  expect(rules).toHaveLength(4);
  expect(rules[1]).toMatchObject({
    ...{ title: 'disk/us"ed{{ $$1 above 90, critical', for: '60s', labels: { env: 'test', severity: 'critical' } },
    data: [
      { model: { expr: `presage_breach_probability{${NAMED}} and presage_breach_farthest{${NAMED}} >= 108` } },
      { model: { conditions: [{ evaluator: { params: [0.799999] }, unloadEvaluator: { params: [0.5] } }] } },
    ],
  });
  // Without the runner the others have no data, which is no alert.
  expect(rules[3]).toMatchObject({
    ...{ title: 'PresageGone', for: '300s', noDataState: 'OK' },
    data: [{ model: { expr: 'absent(presage_series)' } }, { model: { conditions: [{ evaluator: { params: [0] } }] } }],
  });
});
