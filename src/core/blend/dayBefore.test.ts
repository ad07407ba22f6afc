import { fitWeights } from './blend';
import type { Hindcasts } from './hindcasts';

const DAY = 24;
const HORIZON = 24;
const BLOCKS = [
  { from: 0, to: 1 },
  { from: 1, to: 3 },
  { from: 3, to: 6 },
  { from: 6, to: 24 },
];
const origins = Int32Array.of(3, 4, 5, 6);
const actual = Float64Array.from({ length: 40 }, (_, t) => t);
const filled = (value: number) => new Float64Array(origins.length * HORIZON).fill(value);
const hindcasts = (day: Float64Array): Hindcasts => ({
  origins,
  horizon: HORIZON,
  members: [
    { name: 'last-value', points: filled(5) },
    { name: 'day', points: day },
  ],
});
const shareOfDay = (day: Float64Array) => fitWeights(hindcasts(day), actual, BLOCKS, 39, DAY).map(([, share]) => share);

test('a day before that no past forecast could be made of has the share that it earns on other series', () => {
  const [hour, soon, later, day] = shareOfDay(filled(NaN));
  expect(hour).toBeLessThan(0.05);
  expect(soon).toBeCloseTo(0.5, 2);
  expect(later).toBeGreaterThan(0.85);
  expect(day).toBeGreaterThan(0.95);
});

test('one that is known is worth what it was', () => {
  shareOfDay(filled(1000)).forEach((share) => expect(share).toBeCloseTo(0, 6));
});
