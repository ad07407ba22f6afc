import { frameOf } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import type { SeriesForecast } from '../session/forecastState';
import { counterHints, withResets } from './counterHint';

const rising = [1, 2, 2, 5, 9, 12];
const hint = (expr: string, values: Array<number | null> = rising) =>
  counterHints([{ refId: 'A', expr } as never], readSeries([frameOf(values)]));

test.each([
  ['http_requests_total', 'rate(http_requests_total[$__rate_interval])'],
  ['http_requests_total{job="a_total"}', 'rate(http_requests_total{job="a_total"}[$__rate_interval])'],
  ['sum by (job) (x_total{a="}"})', 'sum by (job) (rate(x_total{a="}"}[$__rate_interval]))'],
  ['8 * node_sum', '8 * rate(node_sum[$__rate_interval])'],
  ['job:errors_total', 'rate(job:errors_total[$__rate_interval])'],
])('of %s the rate is offered', (expr, better) => {
  expect(hint(expr)).toEqual([`“${expr}” is a counter, which only rises. Its rate can be forecast: ${better}`]);
});

test('a restart is a counter’s, too', () => {
  expect(hint('x_total', [5, 9, 12, 1, 3, null, 8])).toHaveLength(1);
});

test.each([
  ['a rate', 'rate(x_total[5m])', rising],
  ['an increase over a variable', 'increase(x_total[$__rate_interval])', rising],
  ['a gauge that rises', 'disk_used_bytes', rising],
  ['a name in a string', 'up{a="x_total"}', rising],
  ['a name that goes on', 'x_total_seconds', rising],
  ['a gauge with the name of a counter', 'pods_total', [5, 6, 5, 7, 6, 8]],
  ['what never moves', 'limit_total', [5, 5, 5, 5]],
  ['a difference to before', 'x_total - x_total offset 1h', rising],
])('no hint for %s', (_, expr, values) => {
  expect(hint(expr, values)).toEqual([]);
});

test('each query has the hint of its own series', () => {
  const targets = [
    { refId: 'A', expr: 'up' },
    { refId: 'B', expr: 'x_total' },
    { refId: 'C', expr: 'y_total', hide: true },
  ];
  const live = readSeries([frameOf([1, 1, 1]), frameOf(rising, { refId: 'B' }), frameOf(rising, { refId: 'C' })]);
  expect(counterHints(targets as never, live)).toEqual([expect.stringContaining('rate(x_total[')]);
  expect(counterHints([{ refId: 'A', rawSql: 'x_total' } as never], live)).toEqual([]);
});

describe('resets of the counter behind a series', () => {
  const resets = (expr: string, values: number[]) => {
    const live = readSeries([frameOf([1, 2])]);
    const history = { start: 0, step: 60, values: Float64Array.from(values) };
    const one: SeriesForecast = { key: live[0].key, name: 'a', phase: { kind: 'ready' }, isOutOfDate: false, history };
    return withResets([one], [{ refId: 'A', expr } as never], live)[0].resets;
  };
  const restarted = [1, 4, 6, 9, 0, 3, 5, NaN, 8, 1, 2, 3];

  test.each(['rate', 'irate', 'increase'])('%s() takes them out', (name) => {
    expect(resets(`sum(${name} (x_total[5m]))`, restarted)).toEqual({ kind: 'by-function', name });
  });

  test('those of a raw counter are counted in its history', () => {
    expect(resets('x_total', restarted)).toEqual({ kind: 'counted', count: 2 });
    expect(resets('x_total', rising)).toEqual({ kind: 'counted', count: 0 });
  });

  test.each([
    ['a gauge', 'x_bytes', restarted],
    ['a name in a string', 'x{a="rate(x_total[5m])"}', restarted],
    ['a gauge with the name of a counter', 'pods_total', [5, 6, 5, 7, 6, 8]],
    ['what falls as often as it rises', 'x_total', [9, 1, 9, 1, 9, 1, 9]],
  ])('%s has none', (_, expr, values) => {
    expect(resets(expr, values)).toEqual({ kind: 'no-counter' });
  });
});
