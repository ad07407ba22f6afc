import { errorOfDay, measuredShare } from './dayWorth';
import { fitWeights } from './shares';
import type { Hindcasts } from './hindcasts';

const DAY = 24;
const HORIZON = 24;
const BLOCKS = [
  { from: 0, to: 1 },
  { from: 1, to: 3 },
  { from: 3, to: 6 },
  { from: 6, to: 24 },
];
const origins = Int32Array.of(3, 4, 5, 6);
const filled = (value: number) => new Float64Array(origins.length * HORIZON).fill(value);
const hindcasts = (day: Float64Array): Hindcasts => ({
  origins,
  horizon: HORIZON,
  members: [
    { name: 'last-value', points: filled(5) },
    { name: 'day', points: day },
  ],
});
/** A day and a half hour that ends where it began, and one that ends elsewhere. */
const closed = Float64Array.from({ length: DAY }, (_, t) => 10 * Math.sin((2 * Math.PI * t) / DAY));
const open = Float64Array.from({ length: DAY }, (_, t) => t);
const shareOfDay = (actual: Float64Array, day: Float64Array) =>
  fitWeights(hindcasts(day), actual, BLOCKS, actual.length - 1, DAY).map(([, share]) => share);

describe('a day before that no past forecast could be made of has the share that it earns on other series', () => {
  test('where the day closed: nearly all but the next hour', () => {
    const [hour, soon, later, day] = shareOfDay(closed, filled(NaN));
    expect(hour).toBeGreaterThan(0.1);
    expect(hour).toBeLessThan(0.5);
    expect(soon).toBeGreaterThan(0.95);
    expect(later).toBeGreaterThan(0.95);
    expect(day).toBeGreaterThan(0.95);
  });

  test('where it ended far from where it began: nothing of the next hours', () => {
    const [hour, soon, later, day] = shareOfDay(open, filled(NaN));
    expect(hour).toBeLessThan(0.01);
    expect(soon).toBeLessThan(0.05);
    expect(later).toBeLessThan(0.5);
    expect(day).toBeGreaterThan(0.8);
  });
});

test('one that is known is worth what it was', () => {
  const days = Float64Array.from({ length: 2 * DAY }, (_, t) => closed[t % DAY]);
  shareOfDay(days, filled(1000)).forEach((share) => expect(share).toBeCloseTo(0, 6));
});

test('what is assumed of it gives way to what is measured within six hours of the second day', () => {
  expect([24, 27, 30, 48].map((end) => measuredShare(end, DAY))).toEqual([0, 0.5, 1, 1]);
});

test('a day that is not over, and one whose end is unknown, are between the two', () => {
  const [block] = BLOCKS;
  const unknown = closed.map((value, t) => (t >= DAY - 2 ? NaN : value));
  const between = errorOfDay(closed, DAY - 1, block, DAY);
  expect(errorOfDay(unknown, DAY, block, DAY)).toBe(between);
  expect(between).toBeGreaterThan(errorOfDay(closed, DAY, block, DAY));
  expect(between).toBeLessThan(errorOfDay(open, DAY, block, DAY));
});
