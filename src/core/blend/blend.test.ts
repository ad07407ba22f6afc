import { blend, fitWeights } from './blend';
import type { Hindcasts } from './hindcasts';

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

test('outcomes after the last known row are not read', () => {
  const members = hindcasts(
    paths((w) => (w < 20 ? 0.1 : 9)),
    paths((w) => (w < 20 ? 0.3 : 0))
  );
  const forged = actual.map((value, t) => (t > 20 ? 1e9 : value));
  expect(fitWeights(members, actual, BLOCKS, 20, 10)).toEqual(fitWeights(members, forged, BLOCKS, 20, 10));
});
