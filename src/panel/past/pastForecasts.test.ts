import { ForecastFailure } from '../../core/options';
import { defaultOptions } from '../../core/options/optionValues';
import { cutAfter } from '../../core/series';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import type { ForecastJob, ForecastResponse } from '../../worker/protocol';
import { asForecast } from './asForecast';
import { compare } from './compare';
import { originsOf } from './origins';
import { PastForecasts, type PastParts } from './pastForecasts';
import { nothing } from '../session';

const history = { start: T0, step: 3600, values: Float64Array.from({ length: 240 }, (_, i) => i) };
const ORIGIN = T0 + 100 * HOUR;

function setUp(change: Partial<PastParts> = {}) {
  const jobs: Array<{ job: ForecastJob; signal: AbortSignal; finish(response: ForecastResponse): void }> = [];
  const timers: Array<() => void> = [];
  const past = new PastForecasts({
    client: () => ({
      forecast: (job, _, signal) => new Promise((finish) => jobs.push({ job, signal, finish })),
      prioritise: () => undefined,
    }),
    keys: () => ['a'],
    questionOf: (key, until) => ({
      names: { key: `panel/${key}`, identity: key },
      request: { series: cutAfter(history, until), options: defaultOptions(), thresholds: [], timeZone: 'UTC' },
    }),
    baseline: (series) =>
      resultOf({ origin: series.start + (series.values.length - 1) * HOUR, source: 'seasonal-naive' }),
    after: (_, run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
    ...change,
  });
  const next = () => timers.splice(0).forEach((run) => run());
  return { past, jobs, next };
}

it('forecasts from the origin by what was known then, at once and then with an LSTM of its own', async () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  next();
  expect(past.getState()?.drawn.get('a')?.result.report.origin).toBe(ORIGIN);
  expect(past.getState()?.isBusy).toBe(true);
  next();
  const [{ job, finish }] = jobs;
  expect([...job.request.series.values]).toEqual([...history.values.slice(0, 101)]);
  expect(job.isAside).toBe(true);
  finish({ result: resultOf({ origin: ORIGIN }) });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(past.getState()).toMatchObject({ origin: ORIGIN, isBusy: false });
  expect(past.getState()?.drawn.get('a')?.kind).toBe('trained');
});

it('an origin that is moved on ends the work of the one before; back to now ends all', () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  past.show(ORIGIN + HOUR);
  next();
  expect(past.getState()?.drawn.get('a')?.result.report.origin).toBe(ORIGIN + HOUR);
  next();
  past.show(ORIGIN);
  expect(jobs.map(({ signal }) => signal.aborted)).toEqual([true]);
  next();
  past.leave();
  next();
  expect(past.getState()).toBeUndefined();
  expect(jobs).toHaveLength(1);
});

it('where too little was known nothing is drawn', () => {
  const { past, next } = setUp({
    baseline: () => {
      throw new ForecastFailure({ kind: 'too-little-history', needed: 96, got: 3, step: 3600 });
    },
  });
  past.show(ORIGIN);
  next();
  expect(past.getState()).toMatchObject({ isBusy: false });
  expect(past.getState()?.drawn.size).toBe(0);
});

it('marks no incidents before the LSTM is trained', () => {
  const run = { start: ORIGIN, end: ORIGIN, peakTime: ORIGIN, peakScore: 2 };
  const anomaly = { ...run, direction: 'above' as const, severity: 'critical' as const };
  const result = { ...resultOf({ origin: ORIGIN }), anomalies: [anomaly] };
  const one = { key: 'a', name: 'a', phase: { kind: 'ready' as const }, history, isOutOfDate: false };
  const marked = (kind: 'baseline' | 'trained', isBusy: boolean) => {
    const drawn = new Map([['a', { kind, result, sequenceLength: 24 }]]);
    const { charted } = asForecast({ ...nothing, series: [one] }, { origin: ORIGIN, drawn, isBusy });
    return charted[0].result?.anomalies.length;
  };
  expect([marked('baseline', true), marked('baseline', false), marked('trained', true)]).toEqual([0, 1, 1]);
});

it('is held against what came, as far as it came', () => {
  // Forecast 10, 11, 12, ... with a widest band of 4 to each side; what came is 10, 20 and 12.
  const values = Float64Array.from([1, 1, 10, 20, 12]);
  const result = resultOf({ origin: T0 + HOUR });
  expect(compare(result, { start: T0, step: 3600, values })).toEqual({ count: 3, mae: 3, level: 0.95, inside: 2 });
  expect(compare(result, { start: T0, step: 3600, values: values.slice(0, 2) })).toMatchObject({ count: 0, mae: NaN });
});

it('origins lie in view, on the grid, behind what a forecast needs', () => {
  const one = { key: 'a', name: 'a', phase: { kind: 'ready' as const }, history, isOutOfDate: false };
  const of = (from: number, to: number) => originsOf({ ...nothing, series: [one] }, { from, to, now: to });
  const steps = ({ from, to, start }: ReturnType<typeof of>) => [from, to, start].map((time) => (time - T0) / HOUR);
  expect(steps(of(T0 + 119.7 * HOUR, T0 + 999 * HOUR))).toEqual([120, 239, 191]);
  expect(steps(of(T0, T0 + 200 * HOUR))).toEqual([96, 200, 158]);
});
