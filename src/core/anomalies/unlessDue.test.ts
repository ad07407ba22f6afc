import type { Anomaly } from './anomalies';
import { unlessDue } from './unlessDue';

const STEP = 10;
const DUE = [{ from: 100, to: 200 }];
const times = Array.from({ length: 41 }, (_, i) => 10 * i);
const mark = (start: number, end: number): Anomaly => ({
  ...{ start, end, peakTime: start, peakScore: 3 },
  ...{ direction: 'above', severity: 'warning' },
});
/** Marks that stay, where so many samples of the date from 120 on are out of the band. */
const kept = (one: Anomaly, out: number) => {
  const scores = times.map((time) => (time >= 120 && time < 120 + 10 * out ? 2 : 0.5));
  return unlessDue([one], DUE, { times, scores }, 1, STEP);
};

test.each([
  ['a date as expected', mark(100, 200), 0, 0],
  ['its first step', mark(90, 110), 0, 0],
  ['the step at its end', mark(210, 220), 0, 0],
  ['a date with a sample out of the band', mark(100, 200), 1, 0],
  ['a date far out of the band', mark(100, 200), 6, 1],
  ['a date far out of the band, of a mark that ends long after it', mark(100, 400), 6, 1],
  ['a mark on another day', mark(300, 310), 0, 1],
  ['one that began before', mark(60, 120), 0, 1],
])('of %s so many marks stay', (_, one, out, count) => {
  expect(kept(one, out)).toHaveLength(count);
});

describe('a date of three samples, which are all at its edges', () => {
  const short = [{ from: 100, to: 120 }];
  const keptOf = (out: number[], end = 120) =>
    unlessDue([mark(100, end)], short, { times, scores: times.map((time) => (out.includes(time) ? 2 : 0.5)) }, 1, STEP);

  test.each([
    ['as expected', [], 0],
    ['one step late', [100], 0],
    ['far out of the band', [100, 110, 120], 1],
  ])('%s', (_, out, count) => {
    expect(keptOf(out)).toHaveLength(count);
  });

  test('as expected, and out of the band for long after it', () => {
    expect(keptOf([140, 150, 160, 170], 170)).toHaveLength(1);
  });
});

test('the date says all where no band is known', () => {
  expect(unlessDue([mark(110, 150)], DUE, { times: [], scores: [] }, 1, STEP)).toEqual([]);
});
