import { dateTime, type DataFrame } from '@grafana/data';
import { readSeries } from '../frames/frames';
import { T0 } from '../../testing/panelFixtures';
import { toGrid } from '../../core/series';
import type { Live } from './liveQuestion';
import { finerStep } from './sparse';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** As Prometheus 2 answers: the newest sample of the last five minutes, both ends included, at each step. */
function answer(from: number, to: number, stepMs: number, sampleAt: (time: number) => number | undefined): DataFrame {
  const times: number[] = [];
  const values: number[] = [];
  for (let time = Math.ceil(from / stepMs) * stepMs; time <= to; time += stepMs) {
    for (let back = 0; back <= 5; back++) {
      const value = sampleAt(time - back * MINUTE);
      if (value !== undefined) {
        times.push(time);
        values.push(value);
        break;
      }
    }
  }
  const config = { interval: stepMs };
  return {
    refId: 'A',
    length: times.length,
    fields: [
      { name: 'Time', type: 'time', config, values: times },
      { name: 'Value', type: 'number', config: {}, values },
    ],
  } as unknown as DataFrame;
}

/** A sample every so many minutes, so many minutes after midnight. */
const every = (minutes: number, phase: number) => (time: number) =>
  (time / MINUTE - phase) % minutes === 0 ? Math.sin(time / DAY) : undefined;

const plan = { start: T0 - 30 * DAY, end: T0, step: 1800 };

const liveOf = (frame: DataFrame) =>
  ({ frames: [frame], request: { range: { to: dateTime(T0) }, startTime: T0 } }) as unknown as Live;

describe.each([
  ['every 15 minutes', 15, 7, 1800],
  ['every 15 minutes, on the step', 15, 0, 1800],
  ['every hour', 60, 7, 3600],
  ['every hour, on the step', 60, 0, 3600],
  ['every hour, in sight of one step', 60, 58, 3600],
  ['every day', 1440, 607, 86_400],
  ['every day, on the step', 1440, 600, 86_400],
])('samples %s', (_, minutes, phase, step) => {
  const sampleAt = every(minutes, phase);
  const live = answer(T0 - DAY, T0, MINUTE, sampleAt);
  const coarse = answer(plan.start, plan.end, 1_800_000, sampleAt);
  const finer = finerStep([coarse], liveOf(live), plan);
  const history = finer === undefined ? coarse : answer(plan.start, plan.end, finer * 1000, sampleAt);
  const grid = toGrid(readSeries([history])[0], plan.step);

  it('have a grid of their own, without holes', () => {
    expect(grid.step).toBe(step);
    expect(grid.values.filter(Number.isNaN)).toHaveLength(0);
    expect(grid.values.length).toBeGreaterThan((0.95 * 30 * DAY) / 1000 / step - 1);
  });
});

describe('no finer history is asked for', () => {
  const dense = () => 1;
  const young = (time: number) => (time >= T0 - DAY / 2 ? 1 : undefined);
  test.each<[string, (time: number) => number | undefined]>([
    ['where nothing is missed', dense],
    ['where the series is young', young],
    ['where it had an outage', (time) => (time < T0 - 20 * DAY || time > T0 - DAY ? 1 : undefined)],
  ])('%s', (_, sampleAt) => {
    const live = answer(T0 - DAY / 4, T0, MINUTE, sampleAt);
    expect(finerStep([answer(plan.start, plan.end, 1_800_000, sampleAt)], liveOf(live), plan)).toBeUndefined();
  });

  test('where the history is fine already, or would be too long', () => {
    const sampleAt = every(60, 7);
    const live = answer(T0 - DAY, T0, MINUTE, sampleAt);
    expect(finerStep([], liveOf(live), { ...plan, step: 300 })).toBeUndefined();
    expect(finerStep([], liveOf(live), { ...plan, start: T0 - 365 * DAY })).toBeUndefined();
    expect(finerStep([], liveOf(live), plan)).toBe(300);
  });
});

test('a night without values is a gap of the grid, and no step of it', () => {
  const office = (time: number) => ((time / 3_600_000) % 24 >= 8 && (time / 3_600_000) % 24 < 18 ? 1 : undefined);
  expect(toGrid(readSeries([answer(plan.start, plan.end, 1_800_000, office)])[0], 1800).step).toBe(1800);
});
