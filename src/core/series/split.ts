import { indexFrom, lastKnownIndex, timeAt, type Series } from './series';
import { DAY_SECONDS } from '../math';

/**
 * Borders of the four slices of a history, ms since the epoch, so that a saved model keeps its own when the series
 * has moved on: train | validation (early stopping, choice of the forecaster) | calibration (bands) | live (measured).
 * The last slice is open: it grows until the model is trained again.
 */
export interface Split {
  validationStart: number;
  calibrationStart: number;
  liveStart: number;
}

/** The same borders as indices into one series; a slice is `[from, to)`. */
export interface Slices {
  train: Slice;
  validation: Slice;
  calibration: Slice;
  live: Slice;
}
export interface Slice {
  from: number;
  to: number;
}

const VALIDATION_SHARE = 0.1;
const CALIBRATION_SHARE = 0.2;
const LIVE_SHARE = 0.1;
const MAX_LIVE_SHARE = 0.2;

/**
 * Borders at 60, 70 and 90 % of the known values; the live slice is a day at least where that is under 20 %. Values are
 * counted and not time, so that an outage of the metric cannot empty a slice.
 */
export function splitHistory(series: Series): Split {
  const known = knownRows(series.values);
  const points = known.length;
  const day = DAY_SECONDS / series.step;
  const live = Math.round(Math.min(Math.max(points * LIVE_SHARE, day), points * MAX_LIVE_SHARE));
  const calibration = Math.round(points * CALIBRATION_SHARE);
  const validation = Math.round(points * VALIDATION_SHARE);
  const end = lastKnownIndex(series.values) + 1;
  const startOfLast = (count: number) => timeAt(series, count > 0 ? known[points - count] : end);
  return {
    validationStart: startOfLast(live + calibration + validation),
    calibrationStart: startOfLast(live + calibration),
    liveStart: startOfLast(live),
  };
}

function knownRows(values: Float64Array): number[] {
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) {
      rows.push(row);
    }
  });
  return rows;
}

/** The slices of a split in this series; empty where the series does not reach. */
export function toSlices(series: Series, split: Split): Slices {
  const validation = indexFrom(series, split.validationStart);
  const calibration = indexFrom(series, split.calibrationStart);
  const live = indexFrom(series, split.liveStart);
  return {
    train: { from: 0, to: validation },
    validation: { from: validation, to: calibration },
    calibration: { from: calibration, to: live },
    live: { from: live, to: series.values.length },
  };
}
