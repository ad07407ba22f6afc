import { createNoise } from '../../testing/testSeries';
import { largestGap } from '../../testing/largestGap';
import { fineScores } from './fineScores';

const COUNT = 1300;
const noise = createNoise(3);
const bandOf = (below: number, above: number, length = COUNT) => ({
  point: new Float64Array(length),
  below: new Float64Array(length).fill(below),
  above: new Float64Array(length).fill(above),
});
const values = Float64Array.from({ length: COUNT }, (_, i) => (i % 50 === 7 ? NaN : 3 * noise()));

/** The definition: the quantile of the distances before, asked for every 64 samples once 200 are known. */
function byDefinition(level: number, below: number, above: number) {
  const known: number[] = [];
  let factor = NaN;
  return values.map((value, i) => {
    if (i % 64 === 0 || (Number.isNaN(factor) && known.length >= 200)) {
      const sorted = [...known].sort((a, b) => a - b);
      const at = level * (sorted.length - 1);
      const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
      factor = known.length < 200 ? NaN : low + (at % 1) * (high - low);
    }
    const distance = Math.abs(value) / (value > 0 ? above : below);
    const score = distance / factor;
    if (!Number.isNaN(distance) && !(score > 3)) {
      known.push(distance);
    }
    return score;
  });
}

test('scores are distances in widths of the band that has held the share asked for of the samples before', () => {
  const { score, below, above } = fineScores(values, bandOf(1, 2), 0.9, 0);
  const expected = byDefinition(0.9, 1, 2);
  expect(largestGap(score, expected)).toBeLessThan(1e-12);
  // 200 are known after 204 samples, of which four are missing.
  expect(score.findIndex((one) => !Number.isNaN(one))).toBe(204);
  expect([below[203], above[203]]).toEqual([1, 2]);
  expect(Math.abs(values[300]) / (values[300] > 0 ? above : below)[300]).toBeCloseTo(score[300], 12);
  expect(above[300]).toBeCloseTo(2 * below[300], 12);
});

test('a side that a bound has clipped has a quarter of the other, none is smaller than the floor', () => {
  const sides = (below: number, above: number, floor: number) => {
    const band = fineScores([0], bandOf(below, above, 1), 0.9, floor);
    return [band.below[0], band.above[0]];
  };
  expect(sides(0, 8, 0)).toEqual([2, 8]);
  expect(sides(8, 0, 0)).toEqual([8, 2]);
  expect(sides(1, 1, 3)).toEqual([3, 3]);
});

test('an incident widens nothing, until it is the new normal', () => {
  const length = 1700;
  const shifted = Float64Array.from({ length }, (_, i) => (i < 300 ? ((i % 11) - 5) / 5 : 50 + ((i % 11) - 5) / 5));
  const { score, above } = fineScores(shifted, bandOf(1, 1, length), 0.9, 0);
  expect(above[1299]).toBe(above[299]);
  expect(score[1299]).toBeGreaterThan(3);
  // From the thousand and first on they count, which is seen at the next calibration but one.
  expect(above[length - 1]).toBeGreaterThan(20);
});

test('three half-widths out calibrate still, what is further does not', () => {
  const run = (far: number) => {
    const samples = Float64Array.from({ length: 400 }, (_, i) => (i >= 320 && i < 384 ? far : 1));
    return fineScores(samples, bandOf(1, 1, 400), 0.95, 0).above[399];
  };
  expect(run(3)).toBeGreaterThan(1.5);
  expect(run(3.01)).toBe(1);
});

test('samples that never left the point have scores still', () => {
  const { score } = fineScores(new Float64Array(300), bandOf(1, 1, 300), 0.95, 0);
  expect(score[299]).toBe(0);
});

test('it looks back at four thousand samples', () => {
  const length = 8400;
  const samples = Float64Array.from({ length }, (_, i) => (i < 4100 ? 2 : 1));
  const { above } = fineScores(samples, bandOf(1, 1, length), 0.9, 0);
  expect(above[4096]).toBe(2);
  // A tenth of the four thousand is still of the wide ones, then less.
  expect(above[4100 + 3500]).toBe(2);
  expect(above[4100 + 3700]).toBe(1);
});
