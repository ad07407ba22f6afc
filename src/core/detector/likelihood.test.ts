import { createNoise } from '../../testing/testSeries';
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

test('it is the tail of the mean error of a window, by the mean and deviation of all such means up to the last twentieth row', () => {
  const noise = createNoise(5);
  const [window, warmUp] = [4, 61];
  const errors = Float64Array.from({ length: 300 }, (_, row) => (row % 17 > 10 ? NaN : Math.abs(noise()) + row / 100));
  const mask = Uint8Array.from(errors, (_, row) => (row % 50 > 45 ? 1 : 0));
  const last = (row: number) => [...errors.keys()].filter((t) => t > row - window && t <= row);
  const meanAt = (row: number) => {
    const known = last(row)
      .map((t) => errors[t])
      .filter((error) => !Number.isNaN(error));
    return known.reduce((sum, error) => sum + error, 0) / known.length;
  };
  const half = 30;
  // An unknown mean puts the measurement of its row off for twenty rows.
  let [usual, spread] = [0, 1];
  const expected = errors.map((_, row) => {
    if (row < half || Number.isNaN(meanAt(row))) {
      return 0;
    }
    if ((row - half) % 20 === 0) {
      const seen = [...errors.keys()]
        .filter((t) => t < row && last(t).every((i) => mask[i] === 0))
        .map(meanAt)
        .filter((mean) => !Number.isNaN(mean));
      usual = seen.reduce((sum, mean) => sum + mean, 0) / seen.length;
      spread = Math.sqrt(seen.reduce((sum, mean) => sum + (mean - usual) ** 2, 0) / seen.length);
    }
    return negativeLogTail((meanAt(row) - usual) / spread);
  });
  likelihoodOf(errors, window, warmUp, mask).forEach((likelihood, row) =>
    expect(likelihood).toBeCloseTo(expected[row], 8)
  );
  expect(Math.max(...expected)).toBeGreaterThan(1.5);
});

test('before anything is known an error is judged against 0 and 1; a calm series makes no ripple an incident', () => {
  const first = likelihoodOf(Float64Array.of(NaN, 1.5), 1, 2, new Uint8Array(2));
  expect(first[1]).toBeCloseTo(negativeLogTail(1.5), 12);
  const calm = Float64Array.from({ length: 100 }, (_, row) => (row === 90 ? 0.06 : 0));
  expect(likelihoodOf(calm, 1, 40, new Uint8Array(100))[90]).toBeCloseTo(negativeLogTail(2), 12);
});

test('the tail is as exact as its integral, everywhere', () => {
  /** log10 of the tail by Simpson's rule on the density from x on. */
  const integral = (x: number) => {
    const [steps, width] = [4000, 12];
    const density = (u: number) => Math.exp(-x * u - (u * u) / 2);
    const terms = Array.from({ length: steps + 1 }, (_, i) => {
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      return weight * density((i * width) / steps);
    });
    const sum = terms.reduce((a, b) => a + b, 0) * (width / steps / 3);
    return -((-x * x) / 2 / Math.LN10 + Math.log10(sum / Math.sqrt(2 * Math.PI)));
  };
  for (let x = 0; x <= 6; x += 0.23) {
    expect(negativeLogTail(x)).toBeCloseTo(integral(x), 9);
    expect(10 ** -negativeLogTail(-x)).toBeCloseTo(1 - 10 ** -integral(x), 12);
  }
  for (const x of [6.01, 8, 11]) {
    // The asymptote is off by 1 / x^2 of the tail.
    expect(Math.abs(negativeLogTail(x) - integral(x))).toBeLessThan(0.5 / (x * x));
  }
});
