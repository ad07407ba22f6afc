import { snapToBounds } from './snap';

/** Of a deviation of 50: dust is up to 0.0005. */
const values = (...more: number[]) => Float64Array.of(0, 100, 0, 100, 0, 100, 0, 100, ...more);
const bounds = { lower: 0, upper: 100 };

test('what lies within dust of a bound lies at it, on either side; what is further out or in stays', () => {
  const snapped = snapToBounds(values(4e-4, -4e-4, 6e-4, -6e-4, 99.9996, 100.0004, 99.9994, 100.0006), bounds);
  expect([...snapped.slice(8)]).toEqual([0, 0, 6e-4, -6e-4, 100, 100, 99.9994, 100.0006]);
});

test('gaps stay gaps', () => {
  const snapped = snapToBounds(values(NaN, 1e-4), bounds);
  expect(snapped[8]).toBeNaN();
  expect(snapped[9]).toBe(0);
});

test('where nothing is moved the series is the same object, with gaps too', () => {
  for (const series of [values(50), values(NaN)]) {
    expect(snapToBounds(series, bounds)).toBe(series);
    expect(snapToBounds(series, { lower: -Infinity, upper: Infinity })).toBe(series);
  }
});

test('the dust of a constant is nothing', () => {
  const flat = Float64Array.of(1e-9, 1e-9, 1e-9);
  expect(snapToBounds(flat, bounds)).toBe(flat);
});
