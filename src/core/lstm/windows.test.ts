import fc from 'fast-check';
import type { View } from './features';
import type { LinearBase } from './linearBase';
import { createTargets, everyNth, findOrigins, thinOrigins, trainingStride } from './windows';

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

test('targets are distances from the linear base in its spreads, within five, and none crosses the border of its slice', () => {
  const z = Float64Array.from({ length: 14 }, (_, t) => (t === 6 ? NaN : t === 9 ? 100 : t === 3 ? -40 : t % 4));
  const last = z.map((value, t) => (Number.isNaN(value) ? z[t - 1] : value));
  const view: View = { z, last, inputs: new Float32Array(0) };
  const linearBase: LinearBase = {
    ...{ persistence: [1, 1, 1], drift: [0.25, 0.5, 1], spread: [0.5, 1, 2] },
    ...{ distanceSpread: 1, memory: 1 },
  };
  const slices = {
    train: { from: 2, to: 7 },
    validation: { from: 7, to: 11 },
    calibration: { from: 11, to: 13 },
    live: { from: 13, to: 14 },
  };
  const targets = createTargets(view, linearBase, slices);
  expect(targets).toHaveLength(14 * 3);
  for (let t = 0; t < 14; t++) {
    const end = t < 2 ? 0 : t < 7 ? 7 : t < 11 ? 11 : 0;
    for (let h = 1; h <= 3; h++) {
      const target = (z[t + h] - last[t] - linearBase.drift[h - 1]) / linearBase.spread[h - 1];
      const expected = t + h < end ? Math.max(-5, Math.min(5, target)) : NaN;
      expect(targets[t * 3 + h - 1]).toBe(Math.fround(expected));
    }
  }
});

test('a window is used from half of it on', () => {
  const values = Float64Array.of(NaN, 1, NaN, NaN, NaN, 2, NaN, 3);
  expect(Array.from(findOrigins(values, { from: 0, to: 8 }, 2))).toEqual([1, 5, 7]);
  expect(Array.from(findOrigins(values, { from: 0, to: 8 }, 3))).toEqual([7]);
  expect(Array.from(findOrigins(values, { from: 0, to: 8 }, 5))).toEqual([]);
});
