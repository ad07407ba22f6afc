import { bandScore, sigmaScore, walkForward, type WalkRules } from './walk';

const free = { lower: -Infinity, upper: Infinity };
const N = 20;
const all = { from: 2, to: N };
/** Forecasts 10 everywhere, at four lead times, from every row. */
const flat = {
  origins: Int32Array.from({ length: N }, (_, i) => i),
  horizon: 4,
  points: new Float64Array(4 * N).fill(10),
};
const rules: WalkRules = {
  score: (actual, point, leadTime) => Math.abs(actual - point) / leadTime,
  replaceFrom: 2,
  maxSteps: 5,
};
const values = (edit: (i: number) => number | undefined) => Float64Array.from({ length: N }, (_, i) => edit(i) ?? 10);

test('each actual is compared with the forecast of the step before', () => {
  const walk = walkForward(
    values((i) => (i === 8 ? 11 : undefined)),
    flat,
    all,
    rules
  );
  expect(walk.from).toBe(2);
  expect([...walk.leadTime]).toEqual(new Array(N - 2).fill(1));
  expect(walk.score[8 - 2]).toBe(1);
  expect(walk.point.every((point) => point === 10)).toBe(true);
});

test('inside an anomaly the forecast from before it counts, and its values are replaced', () => {
  const given = values((i) => (i >= 8 && i <= 10 ? 25 : undefined));
  const walk = walkForward(given, flat, all, rules);
  expect([...walk.leadTime.slice(8 - 2, 13 - 2)]).toEqual([1, 2, 3, 4, 1]);
  expect([...walk.score.slice(8 - 2, 11 - 2)]).toEqual([15, 7.5, 5]);
  expect([...walk.cleaned.slice(8, 11)]).toEqual([10, 10, 10]);
  expect(given[8]).toBe(25);
});

test('after its longest time an anomaly is the new normal', () => {
  const walk = walkForward(
    values((i) => (i >= 8 ? 40 : undefined)),
    flat,
    all,
    rules
  );
  expect([...walk.cleaned.slice(8, 13)]).toEqual([10, 10, 10, 10, 10]);
  expect([...walk.cleaned.slice(13)]).toEqual(new Array(N - 13).fill(40));
});

test('a gap has no score, and after it the last known origin counts', () => {
  const given = values((i) => (i === 8 || i === 9 ? NaN : undefined));
  const origins = flat.origins.filter((origin) => origin !== 8 && origin !== 9);
  const walk = walkForward(
    given,
    { ...flat, origins, points: new Float64Array(4 * origins.length).fill(10) },
    all,
    rules
  );
  expect([...walk.score.slice(8 - 2, 11 - 2)]).toEqual([NaN, NaN, 0]);
  expect([...walk.leadTime.slice(8 - 2, 12 - 2)]).toEqual([1, 2, 3, 1]);
});

test('after a gap longer than the horizon nothing was expected', () => {
  const given = values((i) => (i >= 6 && i < 14 ? NaN : undefined));
  const origins = flat.origins.filter((origin) => origin < 6 || origin >= 14);
  const walk = walkForward(
    given,
    { ...flat, origins, points: new Float64Array(4 * origins.length).fill(10) },
    all,
    rules
  );
  expect(walk.point[9 - 2]).toBe(10);
  expect(walk.point[10 - 2]).toBeNaN();
  expect(walk.point[14 - 2]).toBeNaN();
  expect(walk.point[15 - 2]).toBe(10);
});

test('no score knows the future', () => {
  const before = walkForward(
    values((i) => (i % 3) + 9),
    flat,
    all,
    rules
  );
  const after = walkForward(
    values((i) => (i < 12 ? (i % 3) + 9 : 99)),
    flat,
    all,
    rules
  );
  expect(after.score.slice(0, 10)).toEqual(before.score.slice(0, 10));
  expect(after.point.slice(0, 10)).toEqual(before.point.slice(0, 10));
});

test('the band score is 1 at the edge of each side', () => {
  const offsets = { levels: [0.8, 0.95], above: [[1], [4]], below: [[1], [2]], tooFew: [], measuredTo: 1 };
  const typed = {
    ...offsets,
    above: offsets.above.map((list) => Float64Array.from(list)),
    below: offsets.below.map((list) => Float64Array.from(list)),
  };
  const score = bandScore(typed, 1e-6, free);
  expect(score(4, 0, 1)).toBe(1);
  expect(score(-2, 0, 1)).toBe(1);
  expect(score(0, 0, 1)).toBe(0);
});

test('a band without width gives no infinite score', () => {
  const none = [new Float64Array(1)];
  const score = bandScore({ levels: [0.9], above: none, below: none, tooFew: [], measuredTo: 1 }, 1e-6, free);
  expect(score(1e-7, 0, 1)).toBeCloseTo(0.1);
  expect(score(1e300, 0, 1)).toBe(1000);
  expect(sigmaScore([Float64Array.of(0)], 2, 1e-6)(1e300, 0, 1)).toBe(1000);
});

test('without a measured band there is no score', () => {
  const none = [Float64Array.of(NaN)];
  expect(
    bandScore({ levels: [0.9], above: none, below: none, tooFew: [], measuredTo: 1 }, 1e-6, free)(5, 0, 1)
  ).toBeNaN();
  expect(sigmaScore([new Float64Array(0)], 2, 1e-6)(5, 0, 1)).toBeNaN();
});

test('a lead time without residuals is scored by its neighbours', () => {
  const score = sigmaScore([Float64Array.of(1, -1, 3, -3), new Float64Array(0)], 2, 1e-6);
  expect(score(4, 0, 2)).toBe(1);
});

test('the sigma score is 1 at mean + k standard deviations', () => {
  // Sizes 1 and 3: mean 2, deviation 1.
  const score = sigmaScore([Float64Array.of(1, -1, 3, -3)], 2, 1e-6);
  expect(score(4, 0, 1)).toBe(1);
  expect(score(-8, 0, 1)).toBe(2);
});

test('where a bound clips the band, the clipped edge is the one that counts', () => {
  const widths = [Float64Array.of(10)];
  const offsets = { levels: [0.9], above: widths, below: widths, tooFew: [], measuredTo: 1 };
  const score = bandScore(offsets, 1e-6, { lower: 0, upper: 100 });
  expect(score(99, 98, 1)).toBe(0.5);
  expect(score(100, 98, 1)).toBe(1);
  expect(score(105, 98, 1)).toBe(1.5);
  expect(score(88, 98, 1)).toBe(1);
  // The point itself is beyond the bound: what is drawn is the bound.
  expect(score(100, 103, 1)).toBe(0);
  expect(score(96.5, 103, 1)).toBe(0.5);
  expect(score(99.5, 115, 1)).toBeCloseTo(1.05);
});
