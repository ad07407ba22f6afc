import { blend } from './blend';
import type { Hindcasts } from './hindcasts';
import { fitWeights } from './shares';

const BLOCKS = [
  { from: 0, to: 1 },
  { from: 1, to: 2 },
];
const actual = Float64Array.from({ length: 40 }, (_, t) => t % 3);
const origins = Int32Array.from({ length: 37 }, (_, w) => w);
const paths = (error: (w: number, h: number) => number) =>
  Float64Array.from({ length: 74 }, (_, i) => actual[(i >> 1) + 1 + (i % 2)] + error(i >> 1, i % 2));
const hindcasts = (...points: Float64Array[]): Hindcasts => ({
  origins,
  horizon: 2,
  members: points.map((list) => ({ name: 'day', points: list })),
});

test('each block has shares of its own, by past errors', () => {
  const early = paths((_, h) => (h === 0 ? 0.1 : 0.4));
  const late = paths((_, h) => (h === 0 ? 0.4 : 0.1));
  const [first, second] = fitWeights(hindcasts(early, late), actual, BLOCKS, 39, 10);
  expect(first[0]).toBeGreaterThan(0.99);
  expect(second[1]).toBeGreaterThan(0.99);
});

test('equal members have equal shares, perfect ones too', () => {
  const [shares] = fitWeights(
    hindcasts(
      paths(() => 0),
      paths(() => 0)
    ),
    actual,
    BLOCKS,
    39,
    10
  );
  expect(shares).toEqual(Float64Array.of(0.5, 0.5));
});

test('a member that is known half of the time is judged by that half, and absent from the other', () => {
  const easy = (w: number) => (w < 20 ? 5 : 0.2);
  const always = paths((w) => easy(w));
  const half = paths((w) => (w < 20 ? NaN : 0.2));
  const given = hindcasts(always, half);
  const weights = fitWeights(given, actual, BLOCKS, 39, 10);
  expect(weights[0][1]).toBeCloseTo(0.5, 6);
  const { points } = blend(given, BLOCKS, weights);
  expect(points[0]).toBe(always[0]);
});

test('those that are known are as much worse than all as their errors say, and no worse where all are known', () => {
  const given = hindcasts(
    paths(() => 1),
    paths((w) => (w < 20 ? NaN : 1))
  );
  const weights = [Float64Array.of(0.25, 0.75), Float64Array.of(0.25, 0.75)];
  const errors = [Float64Array.of(2, 1), Float64Array.of(4, 1)];
  const { handicap } = blend(given, BLOCKS, weights, errors);
  expect(handicap![0]).toBeCloseTo(2 / 1.25, 12);
  expect(handicap![1]).toBeCloseTo(4 / 1.75, 12);
  expect(handicap![40]).toBe(1);
  expect(blend(given, BLOCKS, weights).handicap).toBeUndefined();
});

test('outcomes after the last known row are not read', () => {
  const members = hindcasts(
    paths((w) => (w < 20 ? 0.1 : 9)),
    paths((w) => (w < 20 ? 0.3 : 0))
  );
  const forged = actual.map((value, t) => (t > 20 ? 1e9 : value));
  expect(fitWeights(members, actual, BLOCKS, 20, 10)).toEqual(fitWeights(members, forged, BLOCKS, 20, 10));
});

describe('a blend of two members', () => {
  const up = paths((_, h) => (h === 0 ? 1 : 4));
  const down = paths((_, h) => (h === 0 ? -3 : -4));
  const weights = [Float64Array.of(0.75, 0.25), Float64Array.of(0.5, 0.5)];

  test('is their mean by the shares of the block, and their disagreement is the mean distance from it', () => {
    const { points, disagreement } = blend(hindcasts(up, down), BLOCKS, weights);
    [0, 12, 60].forEach((at) => {
      expect(points[at]).toBeCloseTo(0.75 * up[at] + 0.25 * down[at], 12);
      // Distances of 1 and 3.
      expect(disagreement[at]).toBeCloseTo(0.75 * 1 + 0.25 * 3, 12);
      expect(points[at + 1]).toBeCloseTo((up[at + 1] + down[at + 1]) / 2, 12);
      expect(disagreement[at + 1]).toBeCloseTo(4, 12);
    });
  });

  test('is unknown where none is known', () => {
    const none = paths((w) => (w === 5 ? NaN : 0));
    const { points } = blend(hindcasts(none, none), BLOCKS, weights);
    expect([...points.keys()].filter((at) => Number.isNaN(points[at]))).toEqual([10, 11]);
  });

  test('expects to be as far off as those members say that know it', () => {
    const spreads = new Float64Array(74).fill(2);
    const wide = new Float64Array(74).fill(6);
    const { origins: all, horizon, members } = hindcasts(up, down, up);
    const [first, second, silent] = members;
    const given = { origins: all, horizon, members: [{ ...first, spreads }, { ...second, spreads: wide }, silent] };
    const { expected } = blend(given, BLOCKS, [Float64Array.of(0.3, 0.1, 0.6), Float64Array.of(0.2, 0.2, 0.6)]);
    expect(expected[0]).toBeCloseTo((0.3 * 2 + 0.1 * 6) / 0.4, 12);
    expect(expected[1]).toBeCloseTo(4, 12);
    expect(blend(hindcasts(up), BLOCKS, [Float64Array.of(1), Float64Array.of(1)]).expected[0]).toBeNaN();
  });
});

test('a share falls with the error by exp(-10 (error / least error - 1))', () => {
  const [shares] = fitWeights(
    hindcasts(
      paths(() => 1),
      paths(() => 1.1)
    ),
    actual,
    BLOCKS,
    39,
    10
  );
  expect(shares[1] / shares[0]).toBeCloseTo(Math.exp(-1), 9);
  expect(shares[0] + shares[1]).toBeCloseTo(1, 12);
});

test('younger errors count for more: one half-life of ten days makes half', () => {
  const members = (older: number, younger: number) => paths((w) => (w === 0 ? older : w === 20 ? younger : NaN));
  // Two days of ten steps are between the two origins.
  const [a, b] = [members(1, 3), members(3, 1)];
  const [shares] = fitWeights(hindcasts(a, b), actual, BLOCKS, 39, 2);
  const sizeOf = (older: number, younger: number) => 0.5 * older + younger;
  expect(shares[0] / shares[1]).toBeCloseTo(Math.exp(-10 * (sizeOf(1, 3) / sizeOf(3, 1) - 1)), 9);
});

test('without any outcome all have the same share', () => {
  const [shares] = fitWeights(
    hindcasts(
      paths(() => 1),
      paths(() => 2)
    ),
    actual,
    BLOCKS,
    0,
    10
  );
  expect(shares).toEqual(Float64Array.of(0.5, 0.5));
});
