import { fitWeights } from './blend';
import type { Hindcasts } from './hindcasts';

const DAY = 8;
const HORIZON = 8;
const BLOCKS = [
  { from: 0, to: 2 },
  { from: 2, to: 8 },
];
const origins = Int32Array.of(3, 4, 5, 6);
const actual = Float64Array.from({ length: 20 }, (_, t) => t);
const filled = (value: number) => new Float64Array(origins.length * HORIZON).fill(value);
const hindcasts = (day: Float64Array): Hindcasts => ({
  origins,
  horizon: HORIZON,
  members: [
    { name: 'last-value', points: filled(5) },
    { name: 'day', points: day },
  ],
});
const shareOfDay = (day: Float64Array) => fitWeights(hindcasts(day), actual, BLOCKS, 19, DAY).map(([, share]) => share);

test('a day before that no past forecast could be made of has the share that it earns on other series', () => {
  const [soon, late] = shareOfDay(filled(NaN));
  expect(soon).toBeGreaterThan(0.55);
  expect(soon).toBeLessThan(0.75);
  expect(late).toBeGreaterThan(0.95);
});

test('one that is known is worth what it was', () => {
  expect(shareOfDay(filled(1000))).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6)]);
});
