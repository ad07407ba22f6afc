import fc from 'fast-check';
import { excludedRows, findMask, MAX_SHARE, warmUpOf, withoutMasked } from './mask';
import { defaultOptions } from '../options/optionValues';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const options = defaultOptions();
const series = makeDaily(16);
const rowsOf = (mask: Uint8Array) => Array.from(mask).flatMap((masked, row) => (masked ? [row] : []));
const raised = (from: number, to: number, by = 80) =>
  change(series, (value, row) => (row >= from && row < to ? value + by : value));

test('nothing is masked where nothing happened', () => {
  expect(rowsOf(findMask(series, options))).toEqual([]);
});

test('an incident older than a day is masked, a recent one not', () => {
  const start = 10 * DAY;
  const rows = rowsOf(findMask(raised(start, start + 8), options));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows[0]).toBeGreaterThanOrEqual(start);
  expect(rows[0]).toBeLessThan(start + 4);
  const recent = series.values.length - DAY / 2;
  expect(rowsOf(findMask(raised(recent, recent + 8), options))).toEqual([]);
});

test('of one that lasts longer than a day the first day is masked', () => {
  const start = 10 * DAY;
  const rows = rowsOf(findMask(raised(start, start + 3 * DAY, 200), options));
  const first = rows.filter((row) => row < rows[0] + DAY);
  expect(first).toHaveLength(DAY);
  expect(rows).not.toContain(rows[0] + DAY);
});

test('what would leave less than four fifths of the history before it is the normal there is', () => {
  const short = makeDaily(12);
  const masked = (start: number) =>
    rowsOf(
      findMask(
        change(short, (value, row) => (row >= start && row < start + 1.5 * DAY ? value + 300 : value)),
        options
      )
    );
  // The return from it may surprise.
  expect(masked(2 * DAY).filter((row) => row < 3.5 * DAY)).toEqual([]);
  const later = masked(6 * DAY);
  expect(later.length).toBeGreaterThan(DAY / 2);
  expect(later.length).toBeLessThanOrEqual(MAX_SHARE * (later[later.length - 1] + 1));
});

test('excluded windows are masked, both ends with them, whatever is in them', () => {
  const excludedWindows = [{ from: Date.parse('2026-10-03T02:00Z'), to: Date.parse('2026-10-03T04:00Z') }];
  const rows = [0, 1, 2, 3, 4].map((i) => 2 * DAY + 4 + i);
  expect(rowsOf(excludedRows(series, { ...options, excludedWindows }))).toEqual(rows);
  expect(rowsOf(findMask(series, { ...options, excludedWindows }))).toEqual(rows);
});

test('what comes more than a day later changes nothing', () => {
  const start = 10 * DAY;
  const incident = raised(start, start + 8);
  const plain = findMask(incident, options);
  fc.assert(
    fc.property(
      fc.integer({ min: start + 3 * DAY, max: 16 * DAY - 1 }),
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      (row, other) => {
        const changed = findMask(
          change(incident, (value, at) => (at >= row ? other : value)),
          options
        );
        expect(changed.subarray(0, row)).toEqual(plain.subarray(0, row));
      }
    ),
    { numRuns: 8 }
  );
});

test('masked values are gaps, in a copy', () => {
  const mask = Uint8Array.from(series.values, (_, row) => (row === 3 ? 1 : 0));
  const without = withoutMasked(series, mask);
  expect([without.values[2], without.values[3]]).toEqual([series.values[2], NaN]);
  expect(series.values[3]).not.toBeNaN();
});

test('a detector learns from a day, or from three twentieths of a longer history', () => {
  const warmUp = (length: number, step: number) => warmUpOf({ start: 0, step, values: new Float64Array(length) });
  expect(warmUp(10, 1800)).toBe(48);
  expect(warmUp(1004, 1800)).toBe(151);
  expect(warmUp(10, 6700)).toBe(13);
});
