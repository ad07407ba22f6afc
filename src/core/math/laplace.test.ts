import fc from 'fast-check';
import { createNoise } from '../../testing/testSeries';
import { fitLaplace, type LaplaceRows } from './laplace';

interface Row {
  x: number[];
  size: number;
  weight: number;
}

const tableOf = (rows: readonly Row[]): LaplaceRows => ({
  features: Float64Array.from(rows.flatMap(({ x }) => x)),
  sizes: Float64Array.from(rows, ({ size }) => size),
  weights: Float64Array.from(rows, ({ weight }) => weight),
});

const scaleOf = (x: readonly number[], powers: ArrayLike<number>) =>
  Math.exp(x.reduce((sum, value, k) => sum + value * powers[k], 0));

/** Errors with a Laplace distribution of scale exp(powers . x). */
function rowsOf(powers: number[], count: number, seed: number): Row[] {
  const noise = createNoise(seed);
  return Array.from({ length: count }, (_, i) => {
    const x = [1, ...powers.slice(1).map(() => noise())];
    // The quantiles of an exponential distribution, in turn.
    const size = -Math.log(1 - (((i * 37) % count) + 0.5) / count) * scaleOf(x, powers);
    return { x, size, weight: 1 + (i % 3) };
  });
}

test('the powers are where the gradient of the penalised likelihood is zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 4 }), (seed, features) => {
      const rows = rowsOf([0.3, -0.5, 0.4, 0.2].slice(0, features), 200, seed);
      const powers = fitLaplace(tableOf(rows), features);
      const total = rows.reduce((sum, { weight }) => sum + weight, 0);
      powers.forEach((power, k) => {
        const gradient = rows.reduce((sum, { x, size, weight }) => {
          const ratio = Math.min(size / scaleOf(x, powers), 8);
          return sum + (weight / total) * (ratio - 1) * x[k];
        }, 0);
        // Newton's method stops a thousandth before it.
        expect(Math.abs(gradient - (k > 0 ? 0.02 * power : 0))).toBeLessThan(1e-3);
      });
    }),
    { numRuns: 30 }
  );
});

test('the powers that made the errors are found', () => {
  const wanted = [0.7, 0.5, -0.8];
  fitLaplace(tableOf(rowsOf(wanted, 3000, 5)), 3).forEach((power, k) =>
    expect(Math.abs(power - wanted[k])).toBeLessThan(0.1)
  );
});

test('one power alone is the log of the weighted mean size', () => {
  const rows = [1, 2, 3, 6].map((size) => ({ x: [1], size, weight: size === 6 ? 2 : 1 }));
  expect(fitLaplace(tableOf(rows), 1)[0]).toBeCloseTo(Math.log(18 / 5), 3);
});

test('an outlier of any size counts as eight times what is expected', () => {
  const rows = (size: number) => [
    ...Array.from({ length: 99 }, (_, i) => ({ x: [1], size: 0.5 + (i % 2), weight: 1 })),
    { x: [1], size, weight: 1 },
  ];
  expect(fitLaplace(tableOf(rows(1e9)), 1)).toEqual(fitLaplace(tableOf(rows(1e6)), 1));
  // 99 sizes of 1 on average, and 8 s: s = (99 + 8 s) / 100.
  expect(Math.exp(fitLaplace(tableOf(rows(1e9)), 1)[0])).toBeCloseTo(98.99 / 92, 1);
});

test('a scale far from 1 is reached in steps of at most 1, and without rows all powers are 0', () => {
  const rows = [300, 500].map((size) => ({ x: [1], size, weight: 1 }));
  expect(fitLaplace(tableOf(rows), 1)[0]).toBeCloseTo(Math.log(400), 2);
  expect([...fitLaplace(tableOf([]), 3)]).toEqual([0, 0, 0]);
});
