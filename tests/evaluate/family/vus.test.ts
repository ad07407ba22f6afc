import { softLabels, vusPr } from './vus';

const labels = new Uint8Array(1000).fill(1, 500, 520);
const scoresAt = (from: number, to: number) => new Float64Array(1000).fill(1, from, to);

test('borders as the paper defines them: the root of one less distance over window, to half a window', () => {
  const soft = softLabels(Uint8Array.of(0, 0, 0, 1, 1, 0, 0, 0), 4);
  expect(Array.from(soft)).toEqual([0, Math.SQRT1_2, Math.sqrt(0.75), 1, 1, Math.sqrt(0.75), Math.SQRT1_2, 0]);
});

test('without a window it is the area under precision and recall, by hand', () => {
  // Rows by score: hit, miss, hit, miss: recall 1/2 at precision 1, 1/2 at 1/2, 1 at 2/3.
  const area = vusPr([4, 3, 2, 1], [1, 0, 1, 0], 0);
  // Two events: at the first threshold half of the rows and half of the events are found, 1/2 x 1/2.
  expect(area).toBeCloseTo(0.25 * 1 + (1 - 0.25) * ((1 / 2 + 2 / 3) / 2), 10);
});

test('perfect scores have 1 without a window', () => {
  expect(vusPr(scoresAt(500, 520), labels, 0)).toBeCloseTo(1, 10);
});

test('a detector that is a little late loses little with a window, and most without', () => {
  const late = scoresAt(520, 540);
  expect(vusPr(late, labels, 0)).toBeLessThan(0.05);
  expect(vusPr(late, labels, 40)).toBeGreaterThan(vusPr(scoresAt(800, 820), labels, 40) + 0.1);
});
