import { createNoise, START } from '../../testing/testSeries';
import { relativeErrors } from './relativeErrors';

const DAY = 48;
const times = Float64Array.from({ length: 20 * DAY }, (_, row) => START + row * 1_800_000);
const isRestless = (row: number) => row % DAY < 8;
/** Errors of 1, of 5 in the restless hours. */
const errors = times.map((_, row) => (isRestless(row) ? 5 : 1));
const calm = new Uint8Array(times.length);

test('the same error weighs less in an hour that is always restless', () => {
  const changed = errors.map((error, row) => (row === 19 * DAY + 2 || row === 19 * DAY + 20 ? 10 : error));
  const relative = relativeErrors(changed, times, calm);
  expect(relative[19 * DAY + 20]).toBeGreaterThan(1.3 * relative[19 * DAY + 2]);
});

test('what is the same all day long is left as it is', () => {
  const even = errors.map(() => 2);
  expect(relativeErrors(even, times, calm)).toEqual(even);
});

test('what is unknown stays unknown', () => {
  const holes = errors.map((error, row) => (row % 5 === 0 ? NaN : error));
  relativeErrors(holes, times, calm).forEach((error, row) => expect(Number.isNaN(error)).toBe(row % 5 === 0));
});

test('masked errors teach nothing', () => {
  const mask = calm.map((_, row) => (row > 300 && row < 400 ? 1 : 0));
  const make = (height: number) =>
    relativeErrors(
      errors.map((error, row) => (mask[row] ? height : error)),
      times,
      mask
    );
  expect(make(50).subarray(400)).toEqual(make(2).subarray(400));
});

test('it is the error times the mean so far over that of its half hour, which begins with 48 rows of all hours', () => {
  const noise = createNoise(7);
  const restless = times.map((_, row) => (isRestless(row) ? 4 : 1) * Math.abs(noise()) + 0.01);
  const mask = calm.map((_, row) => (row % 13 === 4 ? 1 : 0));
  const relative = relativeErrors(restless, times, mask);
  const before = (row: number) => [...times.keys()].filter((t) => t < row && mask[t] === 0);
  // Errors of more than five times the mean count as this once twenty are known.
  const lessons: number[] = [];
  const meanOf = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  for (let row = 0; row < 600; row++) {
    const rows = before(row);
    const mean = rows.length > 0 ? meanOf(rows.map((t) => lessons[t])) : restless[row];
    const own = rows.filter((t) => t % DAY === row % DAY).map((t) => lessons[t]);
    const here = (own.reduce((sum, value) => sum + value, 0) + 48 * mean) / (own.length + 48);
    lessons[row] = rows.length > 20 ? Math.min(restless[row], 5 * mean) : restless[row];
    expect(relative[row]).toBeCloseTo((restless[row] * mean) / here, 9);
  }
});

test('a half hour forgets: beyond two hundred rows it follows what has changed', () => {
  const many = Float64Array.from({ length: 900 * DAY }, (_, row) => START + row * 1_800_000);
  const changed = many.map((_, row) => (row % DAY === 7 && row > 450 * DAY ? 3 : 1));
  const relative = relativeErrors(changed, many, new Uint8Array(many.length));
  // A mean of all 900 rows would make it 1.5.
  expect(relative[899 * DAY + 7]).toBeGreaterThan(1.2);
  expect(relative[899 * DAY + 7]).toBeLessThan(1.3);
});

test('an hour that is exact divides by a tenth at least', () => {
  const exact = times.map(() => 0);
  exact[10 * DAY] = 1;
  const relative = relativeErrors(exact, times, calm);
  expect(relative[10 * DAY - 1]).toBe(0);
  expect(relative[10 * DAY]).toBe(1);
});
