import fc from 'fast-check';
import { createNoise } from '../../testing/testSeries';
import { fineScores, LOOK_BACK } from './fineScores';
import { usualDistance } from './usualDistance';

const MINUTE = 60_000;
const SAMPLES = LOOK_BACK + 1500;
const START = Date.UTC(2026, 10, 24) + 17_000;

/** Minutes of noise with incidents, a gap and a level that stays, held against a band of +- 1 around 0. */
function minutes(seed: number) {
  const noise = createNoise(seed);
  const incident = (i: number) => (i % 1700 < 40 ? 12 : i > 2000 && i < 2600 ? -9 : 0);
  const times = Float64Array.from({ length: SAMPLES }, (_, i) => START + i * MINUTE);
  const values = times.map((_, i) => (i > 3000 && i < 3050 ? NaN : (1 + (i % 1440) / 1440) * noise() + incident(i)));
  return { times, values };
}

const scored = ({ times, values }: ReturnType<typeof minutes>, from = 0, to = SAMPLES) => {
  const ones = new Float64Array(to - from).fill(1);
  const band = { point: new Float64Array(to - from), below: ones, above: ones };
  const part = { times: times.subarray(from, to), values: values.subarray(from, to), step: 60 };
  return fineScores(part, band, 0.95, 1e-9);
};

test('a sample has one score, wherever the stretch that it is fetched in begins and ends', () => {
  const all = [1, 2].map((seed) => ({ samples: minutes(seed), whole: scored(minutes(seed)) }));
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 1, max: 700 }),
      ({ samples, whole }, from, missing) => {
        const to = SAMPLES - missing;
        const part = scored(samples, from, to);
        for (const name of ['score', 'below', 'above'] as const) {
          expect(part[name].slice(LOOK_BACK)).toEqual(whole[name].slice(LOOK_BACK + from, to));
        }
      }
    ),
    { numRuns: 20 }
  );
});

test('the first samples are judged once there are 200 to calibrate by', () => {
  const { score } = scored(minutes(3), 100, 500);
  expect(Array.from(score, Number.isNaN).indexOf(false)).toBe(200);
});

test('a side that a bound has clipped has a quarter of the other, none is smaller than the floor', () => {
  const sides = (below: number, above: number, floor: number) => {
    const band = { point: Float64Array.of(0), below: Float64Array.of(below), above: Float64Array.of(above) };
    const found = fineScores({ times: Float64Array.of(START), values: Float64Array.of(0), step: 60 }, band, 0.9, floor);
    return [found.below[0], found.above[0]];
  };
  expect(sides(0, 8, 0)).toEqual([2, 8]);
  expect(sides(8, 0, 0)).toEqual([8, 2]);
  expect(sides(1, 1, 3)).toEqual([3, 3]);
});

describe('the usual distance', () => {
  const noise = createNoise(5);
  const calm = Float64Array.from({ length: 3900 }, () => Math.abs(noise()));
  const usual = usualDistance(calm, 0.95);

  test('is the quantile where there is no incident', () => {
    expect(usual).toBeGreaterThan(1.85);
    expect(usual).toBeLessThan(2.05);
  });

  test.each([
    ['one incident of 15 hours', 900, 20],
    ['one that has just begun', 50, 8],
    ['an incident just out of the band', 900, 7],
  ])('is not changed by %s', (_, length, far) => {
    const disturbed = calm.map((one, i) => (i >= 3900 - length ? far + one : one));
    expect(usualDistance(disturbed, 0.95) / usual).toBeCloseTo(1, 1);
  });

  test.each([
    ['a job of nine minutes every hour', (i: number) => i % 60 < 9],
    ['a spike in each eight minutes', (i: number) => i % 8 === 0],
  ])('holds what is there in every hour: %s', (_, isBusy) => {
    const busy = calm.map((one, i) => (isBusy(i) ? 12 + one : one));
    const covered = busy.filter((one) => one <= usualDistance(busy, 0.95));
    expect(covered.length / busy.length).toBeCloseTo(0.95, 2);
  });

  test.each([0.5, 1])('covers 93 to 95 %% of noise with a heavy tail, of Pareto with %d', (heaviness) => {
    const heavy = Float64Array.from({ length: 1000 }, (_, i) => (1 - ((i * 377) % 1000) / 1000) ** -heaviness);
    const covered = heavy.filter((one) => one <= usualDistance(heavy, 0.95)).length / 1000;
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.955);
  });

  test('follows what lasts for longer than an incident does', () => {
    expect(
      usualDistance(
        calm.map((one, i) => (i > 2500 ? 20 + one : one)),
        0.95
      )
    ).toBeGreaterThan(20);
  });

  test.each([
    ['of values that are what was expected', new Float64Array(300), 0],
    ['of hardly any that are not', new Float64Array(300).fill(4, 290), 0],
    ['of some that are not', new Float64Array(300).fill(4, 150), 4],
    ['of nothing', new Float64Array(0), NaN],
  ])('%s', (_, distances, expected) => {
    expect(usualDistance(distances, 0.95)).toBe(expected);
  });
});
