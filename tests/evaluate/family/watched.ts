import { createRecord, createWatcher, VIEWS } from '../../../src/core/rarity';
import { stepOf } from '../kpi/events';
import type { LabelledSeries } from './families';

/** Rows of a series that some view finds unusual, with what each view says of them. */
export interface WatchedRows {
  /** (m) rising */
  rows: Int32Array;
  /** (m) ms */
  times: Float64Array;
  /** (m x VIEWS) weeks between usual samples as strange, as a power of ten, before margins */
  byView: Float32Array;
}

/** The calibrated detector's views along a series: all that its rule is learned from. */
export function watchRows({ times, values, warmUp }: LabelledSeries): WatchedRows {
  const watcher = createWatcher(stepOf(times) / 1000, warmUp);
  const rows: number[] = [];
  const byView: number[] = [];
  values.forEach((value, row) => {
    const verdict = watcher.push(times[row], value);
    if (!Number.isNaN(verdict.weeks) && verdict.byView.some((weeks) => weeks > -Infinity)) {
      rows.push(row);
      byView.push(...verdict.byView);
    }
  });
  return {
    rows: Int32Array.from(rows),
    times: Float64Array.from(rows, (row) => times[row]),
    byView: Float32Array.from(byView),
  };
}

/** (m) the most that a view says of each row, each less its margin, as far as the series' own record bears it out. */
export function strangest({ rows, times, byView }: WatchedRows, margins: readonly number[]): Float32Array {
  const record = createRecord();
  return Float32Array.from(rows, (_, i) => {
    let most = -Infinity;
    for (let view = 0; view < VIEWS.length; view++) {
      most = Math.max(most, byView[i * VIEWS.length + view] - margins[view]);
    }
    return record.bearsOut(times[i], most);
  });
}

/** Rows of alerts at a number of alerts a week. */
export function alertsOf(watched: WatchedRows, margins: readonly number[], aWeek: number): number[] {
  const weeks = strangest(watched, margins);
  return Array.from(watched.rows).filter((_, i) => weeks[i] >= -Math.log10(aWeek));
}
