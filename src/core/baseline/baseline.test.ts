import fc from 'fast-check';
import { createBaselines, lastValue, predictLinear, seasonalNaive } from './baseline';

const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);

test('seasonal naive repeats the last season, over gaps the one before', () => {
  expect(seasonalNaive(3).forecast(values, 7, 4)).toEqual(Float64Array.of(6, 7, 8, 6));
  const gap = values.slice();
  gap[5] = NaN;
  expect(seasonalNaive(3).forecast(gap, 7, 1)).toEqual(Float64Array.of(3));
  expect(seasonalNaive(20).forecast(values, 7, 1)[0]).toBeNaN();
});

test('last value looks back over a gap', () => {
  expect(lastValue.forecast(Float64Array.of(NaN, 4, NaN), 2, 2)).toEqual(Float64Array.of(4, 4));
  expect(lastValue.forecast(Float64Array.of(NaN), 0, 1)[0]).toBeNaN();
});

test('predict_linear follows a line exactly, gaps or not', () => {
  const line = Float64Array.from({ length: 20 }, (_, i) => (i % 3 === 1 ? NaN : 1e6 + 2 * i));
  const [first, , third] = predictLinear(12).forecast(line, 18, 3);
  expect(first).toBeCloseTo(1e6 + 38, 6);
  expect(third).toBeCloseTo(1e6 + 42, 6);
});

test('predict_linear is the least-squares line of the last window', () => {
  // By hand: y = 1, 3, 2 at x = -2, -1, 0 has slope 0.5 and intercept 2.5.
  const [point] = predictLinear(3).forecast(Float64Array.of(100, 1, 3, 2), 3, 1);
  expect(point).toBeCloseTo(3, 12);
  expect(predictLinear(3).forecast(Float64Array.of(5), 0, 1)[0]).toBeNaN();
});

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 12, maxLength: 40 });

test.each(createBaselines(4, 6))('$source moves and stretches with the series', ({ forecast }) => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0.1, max: 10, noNaN: true }), fc.integer(), (list, factor, shift) => {
      const origin = list.length - 1;
      const plain = forecast(Float64Array.from(list), origin, 5);
      const moved = forecast(
        Float64Array.from(list, (x) => factor * x + shift),
        origin,
        5
      );
      moved.forEach((point, h) => {
        expect(Math.abs(point - (factor * plain[h] + shift))).toBeLessThan(1e-6 * (1e7 + Math.abs(shift)));
      });
    })
  );
});

test.each(createBaselines(4, 6))('$source never reads beyond its origin', ({ forecast }) => {
  fc.assert(
    fc.property(numbers, numbers, (past, future) => {
      const both = Float64Array.from([...past, ...future]);
      expect(forecast(both, past.length - 1, 6)).toEqual(forecast(Float64Array.from(past), past.length - 1, 6));
    })
  );
});
