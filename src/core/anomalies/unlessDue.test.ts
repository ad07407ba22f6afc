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
  ['a mark on another day', mark(300, 310), 0, 1],
  ['one that began before', mark(60, 120), 0, 1],
])('of %s so many marks stay', (_, one, out, count) => {
  expect(kept(one, out)).toHaveLength(count);
});

test('the date says all where no band is known', () => {
  expect(unlessDue([mark(110, 150)], DUE, { times: [], scores: [] }, 1, STEP)).toEqual([]);
});
