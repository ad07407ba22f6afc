import { measuredShare, usualError } from './usualError';
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

test('what is assumed gives way to what is measured: to half of it after three forecasts, one after the other', () => {
  expect([0, 3, 9].map(measuredShare)).toEqual([0, 0.5, 0.75]);
});

describe('a line so far ahead that no past forecast tells', () => {
  /** The line's past forecasts, made of what comes. */
  const shareOfLine = (line: Float64Array) => {
    const actual = Float64Array.from({ length: DAY / 2 }, (_, t) => 5 + t);
    const members = [...hindcasts(line).members];
    members[1] = { name: 'linear', points: line };
    return fitWeights({ ...hindcasts(line), members }, actual, BLOCKS, actual.length - 1, DAY).map(
      ([, share]) => share
    );
  };

  test('is worth what it is on other series: nothing', () => {
    expect(shareOfLine(filled(NaN)).at(-1)).toBeCloseTo(0, 6);
  });

  test('unless it held as far as it could be seen', () => {
    const held = filled(0).map((_, at) => 5.01 + origins[Math.floor(at / HORIZON)] + 1 + (at % HORIZON));
    expect(shareOfLine(held).at(-1)).toBeGreaterThan(0.99);
  });

  test.each([0.5, 0.6])(
    'nor is one with %d of the error of the last value: half a day may be a flank of one',
    (ratio) => {
      const flank = filled(0).map(
        (_, at) => 5 + (1 + ratio) * (origins[Math.floor(at / HORIZON)] + 1 + (at % HORIZON))
      );
      shareOfLine(flank).forEach((share) => expect(share).toBeLessThan(0.05));
    }
  );
});

test('a day that is not over, and one whose end is unknown, are between the two', () => {
  const [block] = BLOCKS;
  const unknown = closed.map((value, t) => (t >= DAY - 2 ? NaN : value));
  const between = usualError('day', closed, DAY - 1, block, DAY)!;
  expect(usualError('day', unknown, DAY, block, DAY)).toBe(between);
  expect(between).toBeGreaterThan(usualError('day', closed, DAY, block, DAY)!);
  expect(between).toBeLessThan(usualError('day', open, DAY, block, DAY)!);
});
