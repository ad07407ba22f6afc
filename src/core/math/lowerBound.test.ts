import fc from 'fast-check';
import { lowerBound } from './lowerBound';

test('all before it are below the limit, and none from it on', () => {
  const numbers = fc.double({ noNaN: true });
  fc.assert(
    fc.property(fc.array(numbers), numbers, (values, limit) => {
      const rising = Float64Array.from(values).sort();
      const found = lowerBound(rising, limit);
      expect(rising.subarray(0, found).every((value) => value < limit)).toBe(true);
      expect(rising.subarray(found).every((value) => value >= limit)).toBe(true);
    })
  );
});

test('of equal ones the first', () => {
  expect(lowerBound([1, 2, 2, 3], 2)).toBe(1);
  expect(lowerBound([], 2)).toBe(0);
});
