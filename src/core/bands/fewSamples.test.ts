import { widening } from './fewSamples';

test.each([
  // Quantiles of Student's t over those of the normal distribution, from a table.
  [0.025, 2, 4.303 / 1.96],
  [0.025, 5, 2.571 / 1.96],
  [0.025, 30, 2.042 / 1.96],
  [0.1, 3, 1.638 / 1.2816],
  [0.1, 10, 1.372 / 1.2816],
])('a tail of %d with %d degrees of freedom is so much further out', (tail, freedom, ratio) => {
  expect(widening(tail, freedom) / ratio).toBeGreaterThan(0.88);
  expect(widening(tail, freedom) / ratio).toBeLessThan(1.02);
});

test('many samples widen nothing, fewer ones more', () => {
  expect(widening(0.05, 1e6)).toBeCloseTo(1, 5);
  expect(widening(0.05, 2)).toBeGreaterThan(widening(0.05, 4));
});
