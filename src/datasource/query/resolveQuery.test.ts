import { type DataQueryRequest, dateTime } from '@grafana/data';
import { type PromQuery } from '../types';
import { type Replace, resolveQuery } from './resolveQuery';
import { withFilters } from './withFilters';

const HOUR = 3600;
const now = 1_700_000_000_000;

/** Grafana's replacement over these values of variables. */
const replacing =
  (values: Record<string, unknown>): Replace =>
  (text, _, format = String) =>
    text.replace(/\$(\w+)/g, (match, name) => (name in values ? format(values[name], {}) : match));

function resolve(query: Partial<PromQuery>, values: Record<string, unknown> = {}, intervalMs = 30_000, to = now) {
  const range = { from: dateTime(to - HOUR * 1000), to: dateTime(to) };
  const context = { range, intervalMs, scopedVars: {} } as unknown as DataQueryRequest;
  return resolveQuery({ refId: 'A', expr: 'up', ...query }, context, 15, replacing(values), now);
}

test('a query is over the range unless it is at its end alone', () => {
  expect(resolve({})).toMatchObject({ range: { step: 30 }, instant: undefined, isHistory: false });
  expect(resolve({ range: true, instant: true })).toMatchObject({ range: { step: 30 }, instant: now / 1000 });
  expect(resolve({ instant: true }).range).toBeUndefined();
  expect(resolve({ range: true })).toMatchObject({ range: { step: 30 }, instant: undefined });
});

test('a range that ends later is asked at once for what is known now', () => {
  expect(resolve({ instant: true }, {}, 30_000, now + 5000).instant).toBe(now / 1000);
  expect(resolve({ instant: true }, {}, 30_000, now - 5000).instant).toBe(now / 1000 - 5);
});

test('the step is what the panel can show, and no less than the minimum', () => {
  expect(resolve({ interval: '2m' }).range?.step).toBe(120);
  expect(resolve({ interval: '10s' }).range?.step).toBe(30);
  expect(resolve({ interval: '$least' }, { least: '5m' }).range?.step).toBe(300);
  expect(resolve({ interval: ' ' }).range?.step).toBe(30);
});

test('a resolution of 1/2 is twice the step, of what is shown alone', () => {
  const step = (query: Partial<PromQuery>) => resolve({ intervalFactor: 2, ...query }).range?.step;
  expect(step({})).toBe(60);
  expect(step({ interval: '2m' })).toBe(240);
  expect(resolve({ intervalFactor: 2, expr: '$__interval $__rate_interval' }).expr).toBe('60s 75s');
  // A history's step is that of its grid.
  expect(step({ history: true })).toBe(30);
  expect(step({ queryType: 'forecast' })).toBe(30);
  for (const odd of [0, -3, NaN, 0.5]) {
    expect(step({ intervalFactor: odd })).toBe(30);
  }
});

test('a minimum step that is no duration is refused with what it was', () => {
  expect(() => resolve({ interval: 'often' })).toThrow('invalid minimum step; not a duration such as 15s: often');
  expect(() => resolve({ interval: '$least' }, { least: 'x' })).toThrow(': x');
});

test('the rate interval is four scrapes, of the minimum step where there is one', () => {
  const rate = (query: Partial<PromQuery>) => resolve({ expr: 'rate(up[$__rate_interval])', ...query }, {}, 1000).expr;
  expect(rate({})).toBe('rate(up[60s])');
  expect(rate({ interval: '1m' })).toBe('rate(up[240s])');
});

test('variables of time are replaced, also those that stand in a value', () => {
  expect(resolve({ expr: 'up[$__interval] offset ${__range_s}s' }).expr).toBe('up[30s] offset 3600s');
  expect(resolve({ expr: 'up[$window]' }, { window: '$__interval' }).expr).toBe('up[30s]');
});

test.each([
  ['sum(rate(up{a="$zone"}[$__rate_interval]))', 'sum(rate(up{a="eu"}))'],
  ['sum(max_over_time(up[${__range}:$__interval]))', 'sum(max_over_time(up))'],
  ['sum(rate(up[[[__rate_interval]]]))', 'sum(rate(up))'],
  ['sum(rate(up[5m])) / $__range_s', 'sum(rate(up[5m])) / 3600'],
  ['sum(max_over_time(up[5m:$__interval]))', 'sum(max_over_time(up[5m:30s]))'],
])('%s without labels is called %s at every zoom', (expr, name) => {
  expect(resolve({ expr }, { zone: 'eu' }).name).toBe(name);
});

test('values are escaped for the place they stand in', () => {
  expect(resolve({ expr: 'up{a="$name"}' }, { name: 'x"y\\' }).expr).toBe('up{a="x\\"y\\\\"}');
  expect(resolve({ expr: '$metric' }, { metric: 'up{a="b"}' }).expr).toBe('up{a="b"}');
});

test('legend, format and name of the query are kept, variables in the legend replaced', () => {
  const { legendFormat, format, refId, isHistory } = resolve(
    { legendFormat: '{{instance}} $zone', format: 'table', history: true },
    { zone: 'eu' }
  );
  expect([legendFormat, format, refId, isHistory]).toEqual(['{{instance}} eu', 'table', 'A', true]);
  expect(resolve({}).legendFormat).toBeUndefined();
});

test('filters are written into the expression', async () => {
  expect(await withFilters('up', [{ key: 'job', operator: '=', value: 'api' }])).toBe('up{job="api"}');
});
