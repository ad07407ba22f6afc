import { dateTime, type DataFrame, type DataQueryRequest } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { frameOf, HOUR, T0 } from '../../testing/panelFixtures';
import { asAskedLive, livesOn, type Live } from './liveQuestion';

/** An hour at a step of 15 s. */
function liveOf(
  exprs: string | string[],
  { frames = [] as DataFrame[], from = T0 + 7_000, to = T0 + HOUR + 7_000, raw = ['now-1h', 'now'], more = {} } = {}
): Live {
  const targets = [exprs].flat().map((expr, i) => ({ refId: 'ABC'[i], expr, ...more }));
  const range = { from: dateTime(from), to: dateTime(to), raw: { from: raw[0], to: raw[1] } };
  return { request: { targets, range, intervalMs: 15_000, scopedVars: {} } as unknown as DataQueryRequest, frames };
}

const executed = (text: string, refId = 'A'): DataFrame => ({
  ...frameOf([1], { refId }),
  meta: { executedQueryString: text },
});

const exprsOf = (targets: DataQuery[]) => targets.map((target) => (target as { expr?: string }).expr);
const ask = (live: Live, scrape?: string) => exprsOf(asAskedLive(live.request.targets, live, scrape));

const start = T0 / 1000;
const end = start + 3600;

describe('the history is asked with the live values of', () => {
  test.each([
    ['$__interval in a range selector', 'count_over_time(x[$__interval])', 'count_over_time(x[15s])'],
    ['$__interval in braces', 'count_over_time(x[${__interval}])', 'count_over_time(x[15s])'],
    ['$__rate_interval', 'sum(increase(x[$__rate_interval]))', 'sum(increase(x[60s]))'],
    ['$__range', 'avg_over_time(x[$__range])', 'avg_over_time(x[3600s])'],
    ['$__interval_ms as a number', 'rate(x[5m]) * $__interval_ms', 'rate(x[5m]) * 15000'],
    ['$__rate_interval_ms as a number', 'x * $__rate_interval_ms', 'x * 60000'],
    ['$__range_s as a number', 'increase(x[$__range]) / $__range_s', 'increase(x[3600s]) / 3600'],
    ['$__range_ms as a number', 'x / ${__range_ms}', 'x / 3600000'],
    ['$__range as an offset', 'x offset $__range', 'x offset 3600s'],
    ['$__interval as an offset', 'x - x offset ${__interval}', 'x - x offset 15s'],
    [
      'a subquery',
      'max_over_time(rate(x[$__rate_interval])[$__range:$__interval])',
      'max_over_time(rate(x[60s])[3600s:15s])',
    ],
    ['@ start()', 'x - x @ start()', `x - x @ ${start}`],
    ['@ end() of a subquery', 'avg_over_time(x[1h:1m] @ end())', `avg_over_time(x[1h:1m] @ ${end})`],
  ])('%s', (_, expr, expected) => {
    expect(ask(liveOf(expr))).toEqual([expected]);
  });

  test('what the data source says it asked, $__from and $__to among it', () => {
    const frames = [executed(`Expr: x * (time() > ${T0} / 1000)\n  + y\nStep: 1m0s`)];
    expect(ask(liveOf('x * (time() > $__from / 1000)\n  + y', { frames }))).toEqual([
      `x * (time() > ${T0} / 1000)\n  + y`,
    ]);
  });

  test('each query its own, with the ends on the step that was used', () => {
    const frames = [executed('Expr: a[2m]\nStep: 1m0s'), executed('Expr: b[4m] @ end()\nStep: 2m0s', 'B')];
    expect(ask(liveOf(['a[$w]', 'b[$w] @ end()', 'c[$__interval]'], { frames }))).toEqual([
      'a[2m]',
      `b[4m] @ ${end}`,
      'c[15s]',
    ]);
  });

  test('a minimum step and the scrape interval', () => {
    expect(ask(liveOf('x[$__rate_interval]', { more: { interval: '2m' } }))).toEqual(['x[480s]']);
    expect(ask(liveOf('x[$__rate_interval]'), '1m')).toEqual(['x[240s]']);
  });

  test('a time that a string names is left alone, and so is a query without variables', () => {
    const live = liveOf(['x{a="@ start()"}', 'rate(x[5m])'], { frames: [executed('Expr: other\nStep: 15s')] });
    expect(asAskedLive(live.request.targets, live, undefined)).toEqual(live.request.targets);
  });

  test('queries in another language keep their variables', () => {
    const targets = [{ refId: 'A', rawSql: 'select $__interval' } as DataQuery];
    expect(asAskedLive(targets, liveOf('up'), undefined)).toEqual(targets);
  });
});

describe('the answer depends on', () => {
  const replace = (text: string) => text.replaceAll('$window', '$__rate_interval').replaceAll('$job', 'web');
  const lives = (expr: string, more: Parameters<typeof liveOf>[1] = {}) => {
    const live = liveOf(expr, more);
    return livesOn(live.request.targets, live, replace);
  };

  test.each([
    ['nothing of the visible range', 'rate(x{job="$job"}[5m])', []],
    ['its step', 'rate(x[$__rate_interval])', ['15s']],
    ['its step, by way of a variable', 'rate(x[$window])', ['15s']],
    ['its length', 'avg_over_time(x[$__range])', ['now-1h', 'now']],
    ['its end', 'x * (time() < $__to / 1000)', ['now-1h', 'now']],
    ['its beginning', 'x / x @ start()', ['now-1h', 'now']],
    ['nothing, by macros of other names', 'x[$__auto_interval_w] + $__timezone', []],
  ])('%s', (_, expr, expected) => {
    expect(lives(expr)).toEqual(expected);
  });

  test('a relative range, which a refresh does not change, and an absolute one', () => {
    const later = { from: T0 + HOUR, to: T0 + 2 * HOUR };
    expect(lives('x[$__range]', later)).toEqual(lives('x[$__range]'));
    const zoomed = { raw: [String(T0), String(T0 + 1)] };
    expect(lives('x[$__range]', zoomed)).not.toEqual(lives('x[$__range]'));
  });

  test('nothing that a query in another language says', () => {
    expect(
      livesOn([{ refId: 'A', rawSql: '$__timeFilter($__interval, $__from)' } as DataQuery], liveOf('up'), replace)
    ).toEqual([]);
  });
});
