import fc from 'fast-check';
import { everyNth, findOrigins, thinOrigins, trainingStride } from './windows';

const upTo = (count: number) => Int32Array.from({ length: count }, (_, i) => i);

test('an epoch trains on at most 900 windows, on all where there are no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
      const kept = everyNth(upTo(count), trainingStride(count));
      expect(kept.length).toBeLessThanOrEqual(900);
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(count, 450));
      expect(kept.at(-1)).toBe(upTo(count).at(-1));
    })
  );
  expect(everyNth(upTo(900), trainingStride(900))).toEqual(upTo(900));
});

test('origins that are looked back on end with the last, an even distance apart', () => {
  const thinned = thinOrigins(upTo(10_000), 60);
  expect(thinned.length * 60).toBeLessThanOrEqual(300_000);
  expect(thinned.at(-1)).toBe(9999);
  expect(new Set(thinned.slice(1).map((origin, i) => origin - thinned[i])).size).toBe(1);
  expect(thinOrigins(upTo(5000), 60)).toHaveLength(5000);
});

test('an origin is known, and so is half of the window before it', () => {
  const values = Float64Array.of(1, NaN, NaN, 4, 5, NaN, 7, 8);
  expect(Array.from(findOrigins(values, { from: 0, to: 8 }, 4))).toEqual([3, 4, 6, 7]);
  expect(Array.from(findOrigins(values, { from: 4, to: 7 }, 3))).toEqual([4, 6]);
});
