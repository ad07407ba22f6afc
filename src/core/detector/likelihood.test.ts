import { likelihoodOf, negativeLogTail } from './likelihood';

test('the tail of the normal distribution, as tables have it', () => {
  expect(negativeLogTail(0)).toBeCloseTo(Math.log10(2), 12);
  expect(10 ** -negativeLogTail(1)).toBeCloseTo(0.15865525393145707, 14);
  expect(10 ** -negativeLogTail(-2)).toBeCloseTo(0.9772498680518208, 14);
  expect(negativeLogTail(3)).toBeCloseTo(2.869699, 5);
  expect(negativeLogTail(6.001)).toBeCloseTo(negativeLogTail(5.999), 1);
});

test('errors as usual are no news, larger ones are, and 30 is the end', () => {
  const errors = Float64Array.from({ length: 400 }, (_, row) => (row === 300 ? 1e9 : 1 + (row % 3)));
  const likelihood = likelihoodOf(errors, 1, 100, new Uint8Array(400));
  expect(Math.max(...likelihood.subarray(0, 300))).toBeLessThan(2);
  expect(likelihood.subarray(0, 50)).toEqual(new Float64Array(50));
  expect(likelihood[300]).toBe(30);
});

test('unknown errors are passed over', () => {
  const errors = Float64Array.from({ length: 200 }, (_, row) => (row < 60 ? NaN : row % 3));
  const likelihood = likelihoodOf(errors, 10, 100, new Uint8Array(200));
  expect(likelihood.every(Number.isFinite)).toBe(true);
  expect(likelihood[59]).toBe(0);
});
