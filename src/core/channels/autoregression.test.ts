import fc from 'fast-check';
import { solveSymmetric } from '../math/linear';
import { createNoise } from '../../testing/testSeries';
import { autoregression } from './autoregression';

const LAGS = 12;

function inputOf(z: Float64Array, mask = new Uint8Array(z.length), times = z.map((_, i) => i * 60_000)) {
  return { z, times, step: 60, warmUp: 24, mask };
}

/**
 * The weights by the normal equations: rows weighted by lambda to the power of their age, and the pull towards "as
 * last time" that recursive least squares starts from, which fades alike.
 */
function expectedAt(
  t: number,
  z: Float64Array,
  isTaught: (row: number) => boolean,
  seen: Float64Array,
  lambda: number
) {
  const size = LAGS + 1;
  const start = Float64Array.from({ length: size }, (_, j) => (j === 0 ? 1 : 0));
  const rowOf = (row: number) =>
    Float64Array.from({ length: size }, (_, j) => (j === LAGS ? 1 : (seen[row - 1 - j] ?? 0)));
  const taught = Array.from({ length: t - 1 }, (_, i) => i + 1).filter(isTaught);
  const age = (row: number) => lambda ** taught.filter((later) => later > row).length;
  const gram = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    const sum = taught.reduce((all, row) => all + age(row) * rowOf(row)[i] * rowOf(row)[j], 0);
    return sum + (i === j ? lambda ** taught.length : 0);
  });
  const right = start.map((weight, i) => {
    const sum = taught.reduce((all, row) => all + age(row) * rowOf(row)[i] * z[row], 0);
    return sum + lambda ** taught.length * weight;
  });
  const weights = solveSymmetric(gram, right)!;
  return rowOf(t).reduce((sum, x, j) => sum + x * weights[j], 0);
}

test('it expects what weighted least squares on all rows before would, from "the same as last time" on', () => {
  const noise = createNoise(3);
  const z = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i / 3) + 0.3 * noise());
  for (const lambda of [0.9999, 0.95]) {
    const { expected, errors } = autoregression(inputOf(z), lambda);
    for (const t of [1, 2, 13, 40, 59]) {
      expect(expected[t]).toBeCloseTo(
        expectedAt(t, z, () => true, z, lambda),
        6
      );
      expect(errors[t]).toBe(Math.abs(z[t] - expected[t]));
    }
    expect(errors[0]).toBe(0);
  }
});

test('a masked row teaches nothing, and later rows see what was expected in its place', () => {
  const noise = createNoise(4);
  const mask = Uint8Array.from({ length: 50 }, (_, i) => (i >= 20 && i < 24 ? 1 : 0));
  const z = Float64Array.from(mask, (bad, i) => (bad ? 9 : Math.cos(i / 2)) + 0.2 * noise());
  const { expected, errors } = autoregression(inputOf(z, mask));
  const seen = z.map((value, i) => (mask[i] ? expected[i] : value));
  for (const t of [21, 24, 25, 37, 49]) {
    expect(expected[t]).toBeCloseTo(
      expectedAt(t, z, (row) => mask[row] === 0, seen, 0.9999),
      6
    );
  }
  expect(Math.min(...errors.subarray(20, 24))).toBeGreaterThan(5);
});

test('the first value after a gap of more than three and a half steps is what it is, and all lags stand at it', () => {
  const z = Float64Array.from({ length: 40 }, (_, i) => (i < 30 ? i % 2 : 5));
  const after = (steps: number) => {
    const times = z.map((_, i) => (i + (i >= 30 ? steps - 1 : 0)) * 60_000);
    return autoregression(inputOf(z, undefined, times));
  };
  expect(after(3.5).errors[30]).toBeGreaterThan(1);
  const { errors, expected } = after(3.6);
  expect([errors[30], expected[30]]).toEqual([0, 5]);
  // The weights of an alternating series sum to less than 1: a level of 5 surprises, but less than a jump does.
  expect(errors[31]).toBeGreaterThan(0);
});

test('an outlier teaches no more than an error of three', () => {
  // The gap after it puts the lags back: from there on only what it taught is left of it.
  const times = Float64Array.from({ length: 30 }, (_, i) => (i + (i > 20 ? 9 : 0)) * 60_000);
  const after = (height: number) => {
    const z = Float64Array.from({ length: 30 }, (_, i) => (i === 20 ? height : Math.sin(i)));
    return autoregression(inputOf(z, undefined, times)).expected.subarray(22);
  };
  const usual = autoregression(inputOf(times.map((_, i) => Math.sin(i)))).expected[20];
  expect(after(5000)).toEqual(after(50));
  after(usual + 3).forEach((value, i) => expect(value).toBeCloseTo(after(50)[i], 12));
  expect(after(usual + 2.9)).not.toEqual(after(50));
});

test('a series that stands still for ever is expected to, however fast the rest is forgotten', () => {
  const { errors } = autoregression(inputOf(new Float64Array(3000).fill(1)), 0.5);
  expect(errors.every(Number.isFinite)).toBe(true);
  expect(Math.max(...errors.subarray(1000))).toBeLessThan(1e-6);
});

test('no row depends on a later one', () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 30, maxLength: 60 }), fc.nat(29), number, (values, at, other) => {
      const z = Float64Array.from(values);
      const changed = z.map((value, i) => (i > at ? other : value));
      expect(autoregression(inputOf(changed)).expected.subarray(0, at + 1)).toEqual(
        autoregression(inputOf(z)).expected.subarray(0, at + 1)
      );
    }),
    { numRuns: 30 }
  );
});
