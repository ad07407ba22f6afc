import type uPlot from 'uplot';
import type { ColumnValues } from './model';

/** Runs of samples narrower than this are points, CSS pixels. */
const NARROW = 2;

/**
 * Rows of a live series to be drawn as points where its line has none: a sample between gaps has no line, and of a few
 * close together it is too short to be seen.
 *
 * @param values of the column; `undefined` says nothing, null is a gap
 * @param width of a time span, CSS pixels
 */
export function loneRows(
  times: ArrayLike<number>,
  values: ColumnValues,
  width: (from: number, to: number) => number
): number[] {
  const rows: number[] = [];
  let first = -1;
  let last = -1;
  const end = () => {
    if (first >= 0 && (first === last || width(times[first], times[last]) < NARROW)) {
      rows.push(last);
    }
    first = -1;
  };
  values.forEach((value, row) => {
    if (typeof value === 'number') {
      first = first < 0 ? row : first;
      last = row;
    } else if (value === null) {
      end();
    }
  });
  end();
  return rows;
}

/** uPlot's filter of points: all of them where it shows points anyway, else the lone ones. */
export const lonePoints: uPlot.Series.Points.Filter = (u, index, show) => {
  const { min, max } = u.scales.x;
  const perMs =
    min != null && max != null && max > min ? u.bbox.width / window.devicePixelRatio / (max - min) : Infinity;
  const rows = show ? [] : loneRows(u.data[0], u.data[index] as ColumnValues, (from, to) => (to - from) * perMs);
  return rows.length > 0 ? rows : null;
};
