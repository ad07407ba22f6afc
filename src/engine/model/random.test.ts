import fc from 'fast-check';
import { createRandom, normal, shuffle } from './random';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('a seed gives one stream, another seed another', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, createRandom(seed));
  fc.assert(
    fc.property(seeds, seeds, (a, b) => {
      expect(draw(a)).toEqual(draw(a));
      if (a !== b) {
        expect(draw(a)).not.toEqual(draw(b));
      }
    })
  );
});

test('numbers lie in [0, 1) and are spread evenly, for neighbouring seeds as well', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandom(seed);
    const values = Array.from({ length: 10_000 }, random);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const deciles = new Array(10).fill(0);
    values.forEach((value) => deciles[Math.floor(10 * value)]++);
    // Standard deviation of a decile's count is 30.
    deciles.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(150));
  }
});

test('normal numbers have mean 0 and variance 1', () => {
  const random = createRandom(3);
  const values = Array.from({ length: 20_000 }, () => normal(random));
  const mean = values.reduce((sum, x) => sum + x) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test('shuffle keeps all values and reaches every order', () => {
  const random = createRandom(1);
  const counts = new Map<string, number>();
  for (let round = 0; round < 6000; round++) {
    const values = Int32Array.of(1, 2, 3);
    shuffle(values, random);
    expect(Array.from(values).sort()).toEqual([1, 2, 3]);
    counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  counts.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(150));
});

test('the stream of a seed is sfc32: its own formula, step by step', () => {
  // PractRand's step on 32-bit words, with the state (0, 0, seed, 1) and twelve rounds before the first number.
  const seed = 123_456_789;
  let [a, b, c, counter] = [0n, 0n, BigInt(seed), 1n];
  const word = (value: bigint) => BigInt.asUintN(32, value);
  const step = () => {
    const sum = word(a + b + counter);
    counter = word(counter + 1n);
    a = b ^ (b >> 9n);
    b = word(c + (c << 3n));
    c = word(word((c << 21n) | (c >> 11n)) + sum);
    return Number(sum) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) {
    step();
  }
  const random = createRandom(seed);
  for (let i = 0; i < 50; i++) {
    expect(random()).toBe(step());
  }
});
