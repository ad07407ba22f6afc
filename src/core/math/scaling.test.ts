import fc from 'fast-check';
import { quantileOfSorted, softClip, sortedKnown } from './numbers';
import { fitScaler, scale, unscale } from './scaling';
import { createNoise } from '../../testing/testSeries';

const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });

test('noise of mean 7 and deviation 3 is found, outliers and gaps or not', () => {
  const noise = createNoise(1);
  const values = Float64Array.from({ length: 4000 }, (_, i) =>
    i % 50 === 0 ? 1e9 : i % 7 === 0 ? NaN : 7 + 3 * noise()
  );
  const { center, spread } = fitScaler(values);
  expect(center).toBeCloseTo(7, 0);
  expect(spread).toBeGreaterThan(2.5);
  expect(spread).toBeLessThan(4);
});

test('only the given part is read', () => {
  const values = Float64Array.of(1, 2, 3, 4, 1e6, -1e6);
  expect(fitScaler(values, 0, 4)).toEqual(fitScaler(Float64Array.of(1, 2, 3, 4)));
});

test.each([
  ['nothing known', [NaN], { center: 0, spread: 1 }],
  ['zeros', [0, 0, 0], { center: 0, spread: 1 }],
  ['a constant', [5, 5, 5], { center: 5, spread: 5 }],
])('%s', (_, values, scaler) => {
  expect(fitScaler(Float64Array.from(values))).toEqual(scaler);
});

test('a rare change has a spread', () => {
  const values = new Float64Array(100);
  values[50] = 1;
  expect(fitScaler(values).spread).toBeCloseTo(0.0995, 3);
});

test('finite in, finite out, and back again', () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), (list) => {
      const values = Float64Array.from(list);
      const scaler = fitScaler(values);
      const scaled = scale(values, scaler);
      const size = Math.max(...list.map(Math.abs), scaler.spread);
      scaled.forEach((z, i) => {
        expect(Number.isFinite(z)).toBe(true);
        expect(Math.abs(unscale(z, scaler) - list[i])).toBeLessThanOrEqual(1e-9 * size);
      });
    })
  );
});

test('quantiles lie between neighbours, and NaN is left out', () => {
  expect(sortedKnown([3, NaN, 1, 2], 0, 4)).toEqual(Float64Array.of(1, 2, 3));
  expect(quantileOfSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantileOfSorted([], 0.5)).toBeNaN();
});

test('a soft clip is odd, rising, and the identity inside', () => {
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      expect(softClip(-a, 3)).toBeCloseTo(-softClip(a, 3), 12);
      expect(softClip(Math.min(a, b), 3)).toBeLessThanOrEqual(softClip(Math.max(a, b), 3));
    })
  );
  expect(softClip(2.5, 3)).toBe(2.5);
});

test('what differs by rounding alone is a constant, below 0 too', () => {
  for (const sign of [1, -1]) {
    const values = Float64Array.from({ length: 20 }, (_, i) => sign * (5 + (i % 2) * 1e-14));
    expect(fitScaler(values).spread).toBeCloseTo(5, 9);
  }
});
