import { mae, mase, measureCoverage, naiveMae, pinballLoss } from './metrics';

test('mean absolute error skips unknown pairs', () => {
  expect(mae([1, 2, NaN, 4], [2, 2, 3, NaN])).toBe(0.5);
  expect(mae([NaN], [1])).toBeNaN();
});

test('a seasonal naive forecast has MASE 1 in sample', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i % 10) + 0.1 * i);
  const scale = naiveMae(values, 10);
  expect(scale).toBeCloseTo(1);
  expect(mase(values.subarray(10), values.subarray(0, 90), scale)).toBeCloseTo(1);
  expect(mase([1], [1], 0)).toBeNaN();
});

test('pinball loss is least at the quantile', () => {
  const actual = Array.from({ length: 1001 }, (_, i) => i / 1000);
  const loss = (q: number, guess: number) =>
    pinballLoss(
      actual,
      actual.map(() => guess),
      q
    );
  expect(loss(0.9, 0.9)).toBeLessThan(loss(0.9, 0.85));
  expect(loss(0.9, 0.9)).toBeLessThan(loss(0.9, 0.95));
  expect(pinballLoss([2], [0], 0.9)).toBeCloseTo(1.8);
  expect(pinballLoss([0], [2], 0.9)).toBeCloseTo(0.2);
});

test('coverage counts known actuals, edges included', () => {
  expect(measureCoverage([1, 2, 3, NaN], [1, 0, 0, 0], [1, 2, 2, 2])).toEqual({ measured: 2 / 3, count: 3 });
  expect(measureCoverage([], [], [])).toEqual({ measured: NaN, count: 0 });
});
