import { Adam, adamRate, stepRates } from './adam';

const options = { learningRate: 0.1, clipNorm: 1 };

test('weight decay shrinks weights by the learning rate of the step, apart from the gradient', () => {
  const weights = Float64Array.of(2, -4);
  new Adam(2, { ...options, weightDecay: 0.5 }).step(weights, Float64Array.of(0, 0));
  expect([...weights]).toEqual([2 * 0.95, -4 * 0.95]);
});

test('a cosine brings the learning rate from all to nothing, and it stays there', () => {
  const rateAt = (t: number) => stepRates({ ...options, cosineSteps: 10 }, t).rate;
  expect(rateAt(1)).toBeCloseTo(adamRate(0.1, 1), 12);
  expect(rateAt(6)).toBeCloseTo(adamRate(0.05, 6), 12);
  expect(rateAt(11)).toBeCloseTo(0, 12);
  expect(rateAt(50)).toBeCloseTo(0, 12);
});

test('the first step is as long as the learning rate, whatever the gradient', () => {
  const weights = Float64Array.of(0, 0);
  new Adam(2, { learningRate: 0.1, clipNorm: 1e9 }).step(weights, Float64Array.of(5, -1e-3));
  expect(weights[0]).toBeCloseTo(-0.1, 6);
  expect(weights[1]).toBeCloseTo(0.1, 3);
});
