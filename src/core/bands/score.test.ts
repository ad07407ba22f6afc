import { bandScore, sigmaScore } from './score';

const free = { lower: -Infinity, upper: Infinity };
const bandOf = (below: number, above: number) => ({
  levels: [0.9],
  below: [Float64Array.of(below)],
  above: [Float64Array.of(above)],
});

test('the band score is 1 at the edge of each side of the widest band', () => {
  const widths = {
    levels: [0.8, 0.95],
    above: [Float64Array.of(1), Float64Array.of(4)],
    below: [Float64Array.of(1), Float64Array.of(2)],
  };
  const score = bandScore(widths, 1e-6, free);
  expect(score(4, 0, 0)).toBe(1);
  expect(score(-2, 0, 0)).toBe(1);
  expect(score(0, 0, 0)).toBe(0);
});

test('a band without width gives no infinite score', () => {
  const score = bandScore(bandOf(0, 0), 1e-6, free);
  expect(score(1e-7, 0, 0)).toBeCloseTo(0.1);
  expect(score(1e300, 0, 0)).toBe(1000);
  expect(sigmaScore(Float64Array.of(0), 2, 1e-6)(1e300, 0, 0)).toBe(1000);
});

test('without a measured band there is no score', () => {
  expect(bandScore(bandOf(NaN, NaN), 1e-6, free)(5, 0, 0)).toBeNaN();
  expect(sigmaScore(new Float64Array(0), 2, 1e-6)(5, 0, 0)).toBeNaN();
});

test('the sigma score is 1 at mean + k standard deviations', () => {
  // Sizes 1 and 3: mean 2, deviation 1.
  const score = sigmaScore(Float64Array.of(1, -1, 3, -3), 2, 1e-6);
  expect(score(4, 0, 0)).toBe(1);
  expect(score(-8, 0, 0)).toBe(2);
});

test('where a bound clips the band, the clipped edge is the one that counts', () => {
  const score = bandScore(bandOf(10, 10), 1e-6, { lower: 0, upper: 100 });
  expect(score(99, 98, 0)).toBe(0.5);
  expect(score(100, 98, 0)).toBe(1);
  expect(score(105, 98, 0)).toBe(1.5);
  expect(score(88, 98, 0)).toBe(1);
  // The point itself is beyond the bound: what is drawn is the bound.
  expect(score(100, 103, 0)).toBe(0);
  expect(score(96.5, 103, 0)).toBe(0.5);
  expect(score(99.5, 115, 0)).toBeCloseTo(1.05);
});
