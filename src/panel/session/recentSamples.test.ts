import { FieldType, toDataFrame } from '@grafana/data';
import { LOOK_BACK } from '../../core/live';
import { type LiveSeries, readSeries } from '../frames';
import type { HistoryPlan } from '../../core/series';
import { RecentSamples } from './recentSamples';
import type { SessionInput } from './sessionInput';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 28, 12);
const GRID = 1800;

/** Minutes `from` to `to`, counted from now; each value is its minute. */
function framesOf(from: number, to: number, step = 1) {
  const minutes = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const fields = [
    { name: 'Time', type: FieldType.time, values: minutes.map((minute) => NOW + minute * MINUTE) },
    { name: 'Value', type: FieldType.number, values: minutes },
  ];
  return [toDataFrame({ refId: 'A', fields })];
}
const liveOf = (from: number, to: number, step = 1): LiveSeries[] => readSeries(framesOf(from, to, step));

function start(grid = GRID) {
  let now = NOW;
  const plans: HistoryPlan[] = [];
  const changed = jest.fn();
  const retries: Array<() => void> = [];
  let fails = false;
  const fetch = async (plan: HistoryPlan) => {
    plans.push(plan);
    if (fails) {
      throw new Error('the server is starting');
    }
    const minute = (time: number) => Math.round((time - NOW) / MINUTE);
    return { frames: framesOf(minute(plan.start), minute(plan.end), plan.step / 60), failures: [] };
  };
  const clock = { now: () => now, after: (_: number, run: () => void) => (retries.push(run), () => {}) };
  const recent = new RecentSamples(clock, changed, jest.fn());
  const update = async (live: LiveSeries[], input: Partial<SessionInput> = {}) => {
    const [{ times }] = live;
    const range = { from: times[0], to: times[times.length - 1] };
    recent.update({ fetch, source: 'cpu', live, range, ...input } as SessionInput, grid);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return recent.upTo(live[0]);
  };
  return { plans, changed, update, retries, fail: () => (fails = true), wait: (ms: number) => (now += ms) };
}

test('the samples before those in view are asked for at their own step, once', async () => {
  const { plans, update, changed } = start();
  const { times, values } = await update(liveOf(-15, 0));
  const [{ start: begin, ...plan }] = plans;
  expect(plan).toEqual({ end: NOW, step: 60 });
  const first = (begin - NOW) / MINUTE;
  // As much of a week as servers answer at once.
  expect(first).toBeLessThanOrEqual(-9500);
  expect(first).toBeGreaterThanOrEqual(-10_000);
  expect(changed).toHaveBeenCalledTimes(1);
  expect(values).toEqual(Array.from({ length: 1 - first }, (_, i) => first + i));
  expect(times[times.length - 1]).toBe(NOW);
  await update(liveOf(-14, 1));
  expect(plans).toHaveLength(1);
});

test('live samples are kept: refreshes of a short range leave no gap', async () => {
  const { plans, update } = start();
  await update(liveOf(-5, 0));
  for (let minute = 2; minute <= 60; minute += 2) {
    await update(liveOf(minute - 5, minute));
  }
  const { values } = await update(liveOf(57, 62));
  expect(plans).toHaveLength(1);
  expect(values.slice(-70)).toEqual(Array.from({ length: 70 }, (_, i) => i - 7));
  expect(values.length).toBeLessThanOrEqual(10_000 + 6);
});

test('they begin at the same time from one refresh to the next, and from one visit to the next', async () => {
  const { update } = start();
  const begins = new Set<number>();
  for (let minute = 0; minute <= 1200; minute += 5) {
    begins.add((await update(liveOf(minute - 60, minute))).times[0]);
  }
  expect(begins.size).toBeLessThanOrEqual(4);
  const visited = start();
  visited.wait(1200 * MINUTE);
  expect(begins).toContain((await visited.update(liveOf(1140, 1200))).times[0]);
});

test('views of other lengths that end now are judged by the same samples, on each visit and after each zoom', async () => {
  const views = [-60, -360, -720, -1440, -2000];
  const begins = await Promise.all(views.map(async (from) => (await start().update(liveOf(from, 0))).times[0]));
  expect(new Set(begins).size).toBe(1);
  const { plans, update } = start();
  for (const from of [...views, ...views.reverse()]) {
    expect((await update(liveOf(from, 0))).times[0]).toBe(begins[0]);
  }
  expect(plans).toHaveLength(1);
});

test('a view further back than what is at hand reaches is judged by as many as any other', async () => {
  const { plans, update } = start();
  await update(liveOf(-5, 0));
  const { times } = await update(liveOf(-9000, -8990));
  expect(plans).toHaveLength(2);
  expect(times[0]).toBeLessThanOrEqual(NOW - (9000 + LOOK_BACK) * MINUTE);
});

test('a view of ever so many samples asks for no more than servers answer', async () => {
  const { plans, update } = start();
  await update(liveOf(-9000, 0));
  const [{ start: begin, ...plan }] = plans;
  expect(plan).toEqual({ end: NOW, step: 60 });
  expect(NOW - begin).toBeLessThanOrEqual(10_000 * MINUTE);
  expect(NOW - begin).toBeGreaterThan(9500 * MINUTE);
  await update(liveOf(-8999, 1));
  expect(plans).toHaveLength(1);
});

test.each([1, 0.5, 0.25])('a zoom sees the same samples, one a minute: live ones every %d min', async (step) => {
  const { plans, update } = start();
  const known = await update(liveOf(-60, 0, step));
  expect(known.values.slice(-3)).toEqual([-2, -1, 0]);
  expect(plans[0].step).toBe(60);
  for (const [from, finer] of [
    [-700, 1],
    [-5, 0.25],
  ]) {
    expect(await update(liveOf(from, 0, finer))).toEqual(known);
  }
  expect(plans).toHaveLength(1);
});

test('a minute that has begun has the sample that it began with', async () => {
  const { update } = start();
  await update(liveOf(-5, 0, 0.25));
  const { values } = await update(liveOf(-5, 1.75, 0.25));
  expect(values.slice(-3)).toEqual([-1, 0, 1]);
});

test('a step that no minute is a multiple of: every second sample', async () => {
  const { plans, update } = start();
  const { values } = await update(liveOf(-6, 0, 0.75));
  expect(plans[0].step).toBe(90);
  expect(values.slice(-3)).toEqual([-3, -1.5, 0]);
});

test('where the grid is no coarser than a minute the samples are judged as they are', async () => {
  const { plans, update } = start(30);
  const { values } = await update(liveOf(-6, 0, 0.25));
  expect(plans[0].step).toBe(15);
  expect(values.slice(-3)).toEqual([-0.5, -0.25, 0]);
});

test('of many series fewer samples are asked for, as many as calibrate their bands', async () => {
  const { plans, update } = start();
  const [one] = liveOf(-60, 0);
  await update(Array.from({ length: 60 }, (_, i) => ({ ...one, key: `${i}` })));
  expect(NOW - plans[0].start).toBeLessThanOrEqual(5500 * MINUTE);
  expect(NOW - plans[0].start).toBeGreaterThanOrEqual((60 + LOOK_BACK) * MINUTE);
});

test.each([
  ['after a pause longer than the range', liveOf(200, 205), {}, 60],
  ['for a range in the past', liveOf(-9000, -8990), {}, 60],
  ['for another step', liveOf(-200, 0, 5), {}, 300],
  ['for other queries', liveOf(-5, 0), { source: 'memory' }, 60],
])('%s they are asked for again', async (_, live, input, step) => {
  const { plans, update, wait } = start();
  await update(liveOf(-5, 0));
  wait(205 * MINUTE);
  await update(live, input);
  expect(plans).toHaveLength(2);
  expect(plans[1].step).toBe(step);
  expect(plans[1].end).toBe(live[0].times[live[0].times.length - 1]);
});

test('a range in the past within what is known shows what came before it, not after', async () => {
  const { plans, update } = start();
  await update(liveOf(-5, 0));
  const { values } = await update(liveOf(-65, -60));
  expect(plans).toHaveLength(1);
  expect(values[values.length - 1]).toBe(-60);
});

test.each([
  ['samples no finer than the grid', liveOf(-600, 0, 30), {}],
  ['nobody to ask', liveOf(-5, 0), { fetch: undefined }],
])('%s: nothing is asked for', async (_, live, input) => {
  const { plans, update } = start();
  expect(await update(live, input)).toEqual({ times: live[0].times, values: live[0].values });
  expect(plans).toHaveLength(0);
});

test('a failure leaves the samples in view, and is tried again later', async () => {
  const { update, fail, retries } = start();
  fail();
  const live = liveOf(-5, 0);
  expect(await update(live)).toEqual({ times: live[0].times, values: live[0].values });
  expect(retries).toHaveLength(1);
});
