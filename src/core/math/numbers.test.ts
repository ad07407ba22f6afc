import fc from 'fast-check';
import { clamp, deviation, mean, median, quantileOfSorted, softClip, sortedKnown } from './numbers';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const lists = fc.array(fc.oneof(number, fc.constant(NaN)), { maxLength: 40 });
const knownOf = (values: number[]) => values.filter((value) => !Number.isNaN(value));

test('sortedKnown has the known values of a stretch, rising', () => {
  fc.assert(
    fc.property(lists, fc.nat(40), fc.nat(40), (values, from, to) => {
      const expected = knownOf(values.slice(from, to)).sort((a, b) => a - b);
      expect([...sortedKnown(values, from, Math.min(to, values.length))]).toEqual(expected);
    })
  );
  expect([...sortedKnown([3, NaN, 1])]).toEqual([1, 3]);
  expect(sortedKnown([1, 2, 3], 2, 1)).toHaveLength(0);
});

test('a quantile is linear between neighbours', () => {
  const sorted = [10, 20, 40];
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantileOfSorted(sorted, q))).toEqual([10, 15, 20, 30, 40]);
  expect(quantileOfSorted([7], 0.3)).toBe(7);
  expect(quantileOfSorted([], 0.5)).toBeNaN();
  expect(median([4, NaN, 1, 2, 3])).toBe(2.5);
});

test('mean and deviation are those of the known values', () => {
  expect(mean([1, NaN, 5])).toBe(3);
  expect(deviation([1, NaN, 5])).toBe(2);
  for (const nothing of [[], [NaN]]) {
    expect([mean(nothing), deviation(nothing), median(nothing)]).toEqual([NaN, NaN, NaN]);
  }
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), number, (values, shift) => {
      const moved = values.map((value) => 2 * value + shift);
      expect(Math.abs(mean(moved) - (2 * mean(values) + shift))).toBeLessThan(1e-6);
      expect(Math.abs(deviation(moved) - 2 * deviation(values))).toBeLessThan(1e-6);
    })
  );
});

test('clamp holds a value within its bounds and leaves NaN', () => {
  expect([-1, 0, 0.5, 1, 2].map((value) => clamp(value, 0, 1))).toEqual([0, 0, 0.5, 1, 1]);
  expect(clamp(NaN, 0, 1)).toBeNaN();
});

test('softClip is the identity up to its limit, then rises ever more slowly, and is odd', () => {
  expect([-3, 0, 2.5, 3].map((value) => softClip(value, 3))).toEqual([-3, 0, 2.5, 3]);
  expect(softClip(4, 3)).toBeCloseTo(3 + Math.LN2, 12);
  fc.assert(
    fc.property(
      fc.double({ min: 3, max: 1e6, noNaN: true }),
      fc.double({ min: 1, max: 1e3, noNaN: true }),
      (a, more) => {
        const [low, high] = [softClip(a, 3), softClip(a + more, 3)];
        expect(high).toBeGreaterThan(low);
        expect(high - low).toBeLessThan(more);
        expect(softClip(-a, 3)).toBe(-low);
      }
    )
  );
});
