import { deviation } from '../../../src/core/math/numbers';
import { type Series, timeAt } from '../../../src/core/series/series';

/** Something that comes for so many hours from some rows on. */
export interface Job {
  /** standard deviations of the series */
  size: number;
  hours: number;
  /** whether it starts at a row */
  starts(time: number, row: number, step: number): boolean;
}

/** The series with a job in it. */
export function planted(series: Series, { size, hours, starts }: Job): Series {
  const height = size * deviation(series.values.filter((value) => !Number.isNaN(value)));
  const length = Math.max(1, Math.round((hours * 3600) / series.step));
  const values = series.values.slice();
  values.forEach((_, row) => {
    if (starts(timeAt(series, row), row, series.step)) {
      values.subarray(row, row + length).forEach((value, i, part) => (part[i] = value + height));
    }
  });
  return { ...series, values };
}
