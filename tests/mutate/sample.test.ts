import fc from 'fast-check';
import { intervalOf, sampleOf } from './sample';

const names = Array.from({ length: 200 }, (_, i) => `mutant ${i}`);
const sample = (count: number, seed: number, items = names) => sampleOf(items, (name) => name, count, seed);

test('a sample is the same for the same seed, another for another, and part of a larger one', () => {
  expect(sample(50, 1)).toEqual(sample(50, 1));
  expect(sample(50, 2)).not.toEqual(sample(50, 1));
  expect(sample(80, 1).slice(0, 50)).toEqual(sample(50, 1));
  expect(new Set(sample(500, 1))).toEqual(new Set(names));
});

test('what is added or goes elsewhere does not change who of the others is drawn first', () => {
  const others = names.slice(20);
  expect(sample(500, 1, others)).toEqual(sample(500, 1).filter((name) => others.includes(name)));
});

test('the interval is that of Wilson', () => {
  const [low, high] = intervalOf(81, 263);
  expect(low).toBeCloseTo(0.2553, 3);
  expect(high).toBeCloseTo(0.3662, 3);
});

test('it holds the share, narrows with the sample and with what is left of the population', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(300), (count, some) => {
      const hits = Math.min(some, count);
      const [low, high] = intervalOf(hits, count);
      const [lowOfMany, highOfMany] = intervalOf(10 * hits, 10 * count);
      const [lowOfMost, highOfMost] = intervalOf(hits, count, 1.2 * count + 1);
      expect(low - 1e-12).toBeLessThanOrEqual(hits / count);
      expect(high + 1e-12).toBeGreaterThanOrEqual(hits / count);
      expect(highOfMany - lowOfMany).toBeLessThan(high - low);
      expect(highOfMost - lowOfMost).toBeLessThan(high - low);
    })
  );
  expect(intervalOf(3, 4, 4)).toEqual([0.75, 0.75]);
  expect(intervalOf(0, 0)).toEqual([0, 1]);
});
