import { frameOf } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { counterHints } from './counterHint';

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
