import { ForecastFailure } from '../../core/options';
import { defaultOptions } from '../../core/options/optionValues';
import { cutAfter } from '../../core/series';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import type { ForecastResult } from '../../core/fitted';
import type { ForecastJob, JobState } from '../../worker/protocol';
import { asForecast } from './asForecast';
import { compare } from './compare';
import { originsOf } from './origins';
import { PastForecasts, type PastParts, type PastPhase } from './pastForecasts';
import { nothing } from '../session';

const history = { start: T0, step: 3600, values: Float64Array.from({ length: 240 }, (_, i) => i) };
const ORIGIN = T0 + 100 * HOUR;

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp(change: Partial<PastParts> = {}) {
  const jobs: FakeJob[] = [];
  const timers: Array<() => void> = [];
  const past = new PastForecasts({
    client: () => ({
      forecast: (job, tell, signal) =>
        new Promise((finish, fail) => jobs.push({ job, tell, signal, finish: (result) => finish({ result }), fail })),
      prioritise: () => undefined,
    }),
    keys: () => ['a'],
    questionOf: (key, until) => ({
      names: { key: `panel/${key}`, identity: key },
      request: { series: cutAfter(history, until), options: defaultOptions(), thresholds: [], timeZone: 'UTC' },
    }),
    after: (_, run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
    ...change,
  });
  /** the times that are waited for are over, and so is all that follows from that */
  const next = async () => {
    timers.splice(0).forEach((run) => run());
    await pause();
  };
  return { past, jobs, next };
}

interface FakeJob {
  job: ForecastJob;
  tell(state: JobState): void;
  signal: AbortSignal;
  finish(result: ForecastResult): void;
  fail(error: unknown): void;
}

it('forecasts from the origin by what was known then, in the worker: without training first, then with an LSTM', async () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  expect(past.getState()?.phase).toEqual({ kind: 'forecasting', done: 0, count: 1 });
  await next();
  expect(jobs[0].job).toMatchObject({ isAside: true, request: { isUntrained: true } });
  jobs[0].finish(resultOf({ origin: ORIGIN }));
  await pause();
  expect(past.getState()?.drawn.get('a')?.kind).toBe('preliminary');
  expect(past.getState()?.phase).toEqual({ kind: 'training', share: 0 });
  await next();
  const { job, tell, finish } = jobs[1];
  expect([...job.request.series.values]).toEqual([...history.values.slice(0, 101)]);
  expect(job).toMatchObject({ isAside: true, priority: 1 });
  const progress = { epoch: 3, epochs: 30, trainLoss: 1, validationLoss: 1, remainingMs: 1 };
  tell({ kind: 'training', progress, device: 'wasm' });
  expect(past.getState()?.phase).toEqual({ kind: 'training', share: 0.1 });
  finish(resultOf({ origin: ORIGIN }));
  await pause();
  expect(past.getState()).toMatchObject({ origin: ORIGIN, phase: { kind: 'ready' } });
  expect(past.getState()?.drawn.get('a')?.kind).toBe('trained');
});

it('an origin that is dragged asks for nothing until it rests', async () => {
  const { past, jobs, next } = setUp();
  for (let hour = 0; hour < 50; hour++) {
    past.show(ORIGIN + hour * HOUR);
  }
  expect(jobs).toHaveLength(0);
  await next();
  expect(jobs.map(({ job }) => job.request.series.values.length)).toEqual([150]);
});

it('an origin that is moved on ends the training of the one before, and its late answers are not drawn', async () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  await next();
  jobs[0].finish(resultOf({ origin: ORIGIN }));
  await pause();
  await next();
  past.show(ORIGIN + HOUR);
  expect(jobs[1].signal.aborted).toBe(true);
  await next();
  past.show(ORIGIN + 2 * HOUR);
  jobs[2].finish(resultOf({ origin: ORIGIN + HOUR }));
  await pause();
  expect(past.getState()?.drawn.get('a')?.result.report.origin).toBe(ORIGIN);
  expect(past.getState()?.phase.kind).toBe('forecasting');
});

it('back to now ends all', async () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  await next();
  past.leave();
  jobs[0].finish(resultOf({ origin: ORIGIN }));
  await next();
  expect(past.getState()).toBeUndefined();
  expect(jobs).toHaveLength(1);
});

it('where too little was known nothing is drawn, and why is known', async () => {
  const { past, jobs, next } = setUp();
  past.show(ORIGIN);
  await next();
  jobs[0].fail(new ForecastFailure({ kind: 'too-little-history', needed: 96, got: 3, step: 3600 }));
  await pause();
  expect(past.getState()).toMatchObject({ phase: { kind: 'ready' }, error: { kind: 'too-little-history' } });
  expect(past.getState()?.drawn.size).toBe(0);
});

it('marks no incidents before the LSTM is trained', () => {
  const run = { start: ORIGIN, end: ORIGIN, peakTime: ORIGIN, peakScore: 2 };
  const anomaly = { ...run, direction: 'above' as const, severity: 'critical' as const };
  const result = { ...resultOf({ origin: ORIGIN }), anomalies: [anomaly] };
  const one = { key: 'a', name: 'a', phase: { kind: 'ready' as const }, history, isOutOfDate: false };
  const marked = (kind: 'preliminary' | 'trained', phase: PastPhase['kind']) => {
    const drawn = new Map([['a', { kind, result, sequenceLength: 24 }]]);
    const { charted } = asForecast({ ...nothing, series: [one] }, drawn, phase);
    return charted[0].result?.anomalies.length;
  };
  expect([marked('preliminary', 'training'), marked('preliminary', 'ready'), marked('trained', 'training')]).toEqual([
    0, 1, 1,
  ]);
});

it('shows the newest forecast until there is one of the past', () => {
  const newest = { kind: 'trained' as const, result: resultOf({ origin: T0 }), sequenceLength: 24 };
  const one = { key: 'a', name: 'a', phase: { kind: 'ready' as const }, history, drawn: newest, isOutOfDate: false };
  const shown = (phase: PastPhase['kind']) =>
    asForecast({ ...nothing, series: [one] }, new Map(), phase).series[0].drawn;
  expect([shown('forecasting'), shown('ready')]).toEqual([newest, undefined]);
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
