import { START } from '../../testing/testSeries';
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
