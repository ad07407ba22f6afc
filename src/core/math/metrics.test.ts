import { mae, naiveMae } from './metrics';

test('mean absolute error skips unknown pairs', () => {
  expect(mae([1, 2, NaN, 4], [2, 2, 3, NaN])).toBe(0.5);
  expect(mae([NaN], [1])).toBeNaN();
});

test('a seasonal naive forecast has the scale of its own errors', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i % 10) + 0.1 * i);
  const scale = naiveMae(values, 10);
  expect(scale).toBeCloseTo(1);
  expect(mae(values.subarray(10), values.subarray(0, 90))).toBeCloseTo(scale);
});
