import fc from 'fast-check';
import { ADAM, Adam, adamRate, clipFactor, stepRates } from './adam';

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

describe('the steps of the paper', () => {
  /** Algorithm 1 of Kingma and Ba with its two corrections written out; epsilon as it stands in Keras' form. */
  function paper(gradients: number[], learningRate: number): number {
    const { beta1, beta2, epsilon } = ADAM;
    let [m, v, w] = [0, 0, 0];
    gradients.forEach((g, i) => {
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const [mHat, vHat] = [m / (1 - beta1 ** (i + 1)), v / (1 - beta2 ** (i + 1))];
      w -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon / Math.sqrt(1 - beta2 ** (i + 1)));
    });
    return w;
  }

  test('are followed for any gradients', () => {
    const gradients = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(gradients, (all) => {
        const weights = new Float64Array(1);
        const adam = new Adam(1, { learningRate: 0.01, clipNorm: 1e9 });
        all.forEach((g, i) => {
          adam.step(weights, Float64Array.of(g));
          expect(adam.steps).toBe(i + 1);
        });
        expect(weights[0]).toBeCloseTo(paper(all, 0.01), 10);
      })
    );
  });

  test('begin anew after a reset', () => {
    const adam = new Adam(2, options);
    const first = Float64Array.of(1, 1);
    adam.step(first, Float64Array.of(0.5, -0.25));
    adam.reset();
    expect(adam.steps).toBe(0);
    const again = Float64Array.of(1, 1);
    adam.step(again, Float64Array.of(0.5, -0.25));
    expect(again).toEqual(first);
  });
});

describe('clipping', () => {
  test('shortens a gradient beyond the limit to it, and leaves others alone', () => {
    expect(clipFactor(5, 2)).toBe(0.4);
    expect(clipFactor(2, 2)).toBe(1);
    expect(clipFactor(0, 2)).toBe(1);
  });

  test('goes by the norm of the whole gradient: a step is that of the shortened one', () => {
    const clipped = Float64Array.of(0, 0);
    const short = Float64Array.of(0, 0);
    const adam = new Adam(2, { learningRate: 0.1, clipNorm: 1 });
    const other = new Adam(2, { learningRate: 0.1, clipNorm: 1e9 });
    for (const scale of [10, 0.01]) {
      adam.step(clipped, Float64Array.of(3 * scale, -4 * scale));
      other.step(short, Float64Array.of(3 * Math.min(scale, 0.2), -4 * Math.min(scale, 0.2)));
    }
    clipped.forEach((weight, i) => expect(weight).toBeCloseTo(short[i], 12));
  });
});

test('decay follows the learning rate down its cosine', () => {
  const falling = { ...options, weightDecay: 0.5, cosineSteps: 2 };
  expect([1, 2, 3].map((t) => stepRates(falling, t).keep)).toEqual([0.95, 0.975, 1]);
  expect(stepRates(options, 5)).toEqual({ rate: adamRate(0.1, 5), keep: 1 });
});
