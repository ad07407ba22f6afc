import { createRandom } from '../../src/engine/model/random';
import { shareInside } from './ties';

const quantiles = [0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975];
const held = (value: number, edges: number[], tail = 0.1) => shareInside(value, edges, quantiles, tail);

test('between the edges a value counts in full, outside of them not at all', () => {
  const edges = [1, 2, 3, 4, 5, 6, 7];
  expect([0, 1.5, 2.5, 5.5, 6.5, 9].map((value) => held(value, edges))).toEqual([0, 0, 1, 1, 0, 0]);
  expect([0, 1.5, 6.5, 9].map((value) => held(value, edges, 0.025))).toEqual([0, 1, 1, 0]);
});

test('where all quantiles have the value the band holds as much of it as it says', () => {
  expect(held(3, [3, 3, 3, 3, 3, 3, 3])).toBeCloseTo(0.8, 12);
  expect(held(3, [3, 3, 3, 3, 3, 3, 3], 0.025)).toBeCloseTo(0.95, 12);
});

test('of an atom at a bound that part counts that is above the lower tail', () => {
  // Zeros are everything up to half way between .3 and .5: of .4 the upper .3.
  expect(held(0, [0, 0, 0, 4, 5, 6, 7])).toBeCloseTo(0.3 / 0.4, 12);
});

test('of a series that is zero in six of ten rows a true forecast has its share, whole edges more', () => {
  const random = createRandom(3);
  const draw = () => Math.max(0, random() - 0.6);
  const edges = quantiles.map((q) => Math.max(0, q - 0.6));
  const values = Array.from({ length: 20_000 }, draw);
  const mean = (of: (value: number) => number) => values.reduce((sum, value) => sum + of(value), 0) / values.length;
  expect(mean((value) => held(value, edges))).toBeCloseTo(0.8, 1);
  expect(mean((value) => (value >= edges[1] && value <= edges[5] ? 1 : 0))).toBeGreaterThan(0.88);
});
