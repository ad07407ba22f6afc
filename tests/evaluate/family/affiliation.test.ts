import { affiliation, affiliationByEvent } from './affiliation';

/** (n) 1 inside the stretches `[from, to)`. */
function marks(n: number, ...stretches: Array<[number, number]>): Uint8Array {
  const all = new Uint8Array(n);
  stretches.forEach(([from, to]) => all.fill(1, from, to));
  return all;
}

test('the example of the paper, in minutes', () => {
  const labels = marks(180, [0, 10], [50, 70], [170, 175]);
  const predicted = marks(180, [5, 6], [7, 10], [11, 12], [40, 60], [115, 130], [135, 140], [165, 170]);
  const [, second] = affiliationByEvent(predicted, labels);
  expect(second.precision).toBeCloseTo(0.672222222, 8);
  expect(second.recall).toBeCloseTo(0.944444444, 8);
});

test('the coherence example of its authors: inside is 1, no prediction is none', () => {
  const labels = marks(40, [1, 8], [16, 17], [25, 28], [29, 31]);
  const predicted = marks(40, [1, 3], [6, 18], [25, 26]);
  const [, second, third, fourth] = affiliationByEvent(predicted, labels);
  expect(second.recall).toBe(1);
  expect(third.precision).toBe(1);
  expect(fourth.precision).toBeNaN();
  expect(fourth.recall).toBe(0);
});

test('a prediction of nothing has no precision and no recall', () => {
  const { precision, recall } = affiliation(marks(9), marks(9, [1, 8]));
  expect(precision).toBeNaN();
  expect(recall).toBe(0);
});

test('further off is worse, and one row of an event does not stand for all of it', () => {
  const labels = marks(1000, [500, 600]);
  const near = affiliation(marks(1000, [610, 611]), labels);
  const far = affiliation(marks(1000, [800, 801]), labels);
  expect(near.precision).toBeGreaterThan(far.precision);
  expect(affiliation(marks(1000, [500, 501]), labels).recall).toBeLessThan(1);
});
