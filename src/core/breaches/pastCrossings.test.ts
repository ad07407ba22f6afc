import { pastCrossings } from './pastCrossings';

const DAY = 24;
const DAYS = 20;
const ROW = DAYS * DAY - 1;
const make = (value: (i: number) => number) => Float64Array.from({ length: ROW + 1 }, (_, i) => value(i));
const ask = (values: Float64Array, threshold: number, direction: 'above' | 'below' = 'above', horizon = 6) =>
  pastCrossings({ values, row: ROW, threshold, direction, horizon, day: DAY, hour: 1 });

/** 90 for an hour of each day from `at` on, else 10. */
const job = (at: number) => make((i) => (i % DAY === at ? 90 : 10));

test('a threshold that is crossed at this time of each day is crossed again', () => {
  // The last row is of hour 23.
  expect(ask(job(3), 50)).toMatchObject({ kind: 'usual' });
  expect(ask(job(3), 50)!.byLevel).toBeGreaterThan(0.9);
  expect(ask(job(12), 50)!.byLevel).toBeLessThan(0.1);
});

test('the least value of a series that takes it again and again is not fallen below', () => {
  const { byLevel, byChange, kind } = ask(job(3), 10, 'below')!;
  expect(kind).toBe('tied');
  expect(byLevel).toBeLessThan(0.1);
  expect(byChange).toBeLessThan(0.1);
});

test('where a series that fills has never been, its changes tell when it comes there', () => {
  const filling = make((i) => i / DAY);
  const ahead = (days: number) => ask(filling, filling[ROW] + days, 'above', DAY)!;
  expect(ahead(0.9)).toMatchObject({ kind: 'new' });
  expect(ahead(0.9).byLevel).toBeLessThan(0.1);
  expect(ahead(0.9).byChange).toBeGreaterThan(0.9);
  expect(ahead(1.1).byChange).toBeLessThan(0.1);
});

test('a rise as high as from a trough to a peak says nothing of what lies beyond all peaks', () => {
  const wave = make((i) => 50 + 40 * Math.sin((2 * Math.PI * i) / DAY));
  const { byChange, kind } = ask(wave, 91, 'above', DAY)!;
  expect(kind).toBe('new');
  expect(byChange).toBeLessThan(0.1);
  expect(
    ask(
      make((i) => wave[i] + i),
      ROW + 91,
      'above',
      DAY
    )!.byChange
  ).toBeGreaterThan(0.5);
});

test('gaps are no past times, and the young count for more', () => {
  const old = make((i) => (i < ROW / 2 && i % DAY === 3 ? 90 : 10));
  const young = make((i) => (i > ROW / 2 && i % DAY === 3 ? 90 : 10));
  expect(ask(young, 50)!.byLevel).toBeGreaterThan(0.5);
  expect(ask(old, 50)!.byLevel).toBeLessThan(0.5);
  expect(
    ask(
      make((i) => (i < ROW / 2 ? NaN : young[i])),
      50
    )!.byLevel
  ).toBeGreaterThan(0.85);
});

test('three days say nothing yet', () => {
  const few = { row: 3 * DAY - 1, threshold: 50, horizon: 6, day: DAY, hour: 1 };
  expect(pastCrossings({ ...few, values: job(3), direction: 'above' })).toBeUndefined();
});

test.each([1, 7, 30, 90])('of a horizon of %i days the days before say what they say of a day', (days) => {
  const filling = Float64Array.from({ length: Math.max(DAYS, 3 * days) * DAY }, (_, i) => i / DAY);
  const row = filling.length - 1;
  const within = (reach: number) =>
    pastCrossings({
      ...{ values: filling, row, threshold: filling[row] + reach * days, direction: 'above' },
      ...{ horizon: days * DAY, day: DAY, hour: 1 },
    })!.byChange;
  expect(within(0.5)).toBeGreaterThan(0.7);
  expect(within(3)).toBeLessThan(0.3);
});
