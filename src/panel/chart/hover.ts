import { lowerBound } from '../../core/math';
import type { Anomaly } from '../../core/anomalies';
import type { Forecast } from '../../core/bands';
import type { ForecastResult } from '../../core/fitted';
import type { ChartModel, DrawnSeries } from './model';

/** Values of one series at one moment. */
export interface Reading {
  series: DrawnSeries;
  /** NaN where nothing was observed near that moment */
  actual: number;
  /** expected before the origin, forecast beyond it; absent where neither reaches */
  forecast?: { isFuture: boolean; point: number; intervals: Array<{ level: number; lower: number; upper: number }> };
  /** NaN beyond the origin and in gaps */
  score: number;
  /** the run that this moment belongs to */
  anomaly?: Anomaly;
  /** where it is drawn: on what lies below it in a stack; NaN where it is not drawn */
  height: number;
}

/** All series at a moment (ms); those hidden in the chart or from tooltips left out. */
export function readMoment(model: ChartModel, time: number, only?: number): Reading[] {
  return model.series
    .flatMap((drawn, index) => {
      const isRead = !drawn.isHidden && !isHiddenFromTooltip(drawn) && (only === undefined || only === index);
      return isRead
        ? [{ ...readSeriesAt(drawn, time), height: heightOf(readSeriesAt(model.placed[index], time)) }]
        : [];
    })
    .filter(({ actual, forecast }) => Number.isFinite(actual) || forecast !== undefined);
}

/**
 * The readings by how far their line is from the cursor; as they are where the cursor is at no value.
 * @param distance of a value from the cursor on a scale, any unit
 */
export function nearestFirst(readings: Reading[], distance?: (value: number, scaleKey: string) => number): Reading[] {
  if (!distance) {
    return readings;
  }
  const far = ({ series, height }: Reading) => distance(height, series.scaleKey);
  return readings
    .map((reading) => ({ reading, far: far(reading) }))
    .sort((a, b) => (Number.isNaN(a.far) ? 1 : Number.isNaN(b.far) ? -1 : a.far - b.far))
    .map(({ reading }) => reading);
}

type OwnReading = Omit<Reading, 'height'>;

const heightOf = ({ actual, forecast }: OwnReading) => (Number.isFinite(actual) ? actual : (forecast?.point ?? NaN));

function isHiddenFromTooltip({ live }: DrawnSeries): boolean {
  const custom: { hideFrom?: { tooltip?: boolean } } | undefined = live.field.config.custom;
  return custom?.hideFrom?.tooltip ?? false;
}

function readSeriesAt(series: DrawnSeries, time: number): OwnReading {
  const { live, result } = series;
  const reading: OwnReading = { series, actual: actualAt(live.times, live.values, time), score: NaN };
  if (!result) {
    return reading;
  }
  const { origin, step } = result.report;
  const isFuture = time > (result.seen?.until ?? origin);
  const half = halfStepOf(result);
  const past = isFuture && result.seen ? -1 : nearest(result.expected.times, time, half);
  const future = isFuture ? nearest(result.forecast.times, time, step * 500) : -1;
  if (future >= 0) {
    reading.forecast = { isFuture: true, ...pick(result.forecast, future) };
  } else if (past >= 0) {
    reading.forecast = { isFuture: false, ...pick(result.expected, past) };
    reading.score = result.anomalyScore[past];
    reading.anomaly = result.anomalies.find(({ start, end }) => time >= start - half && time <= end + half);
  }
  return reading;
}

function pick(forecast: Forecast, index: number) {
  return {
    point: forecast.point[index],
    intervals: forecast.intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower[index],
      upper: upper[index],
    })),
  };
}

/** The observed value at or next to a moment, no farther than the samples usually lie apart. */
function actualAt(times: number[], values: number[], time: number): number {
  const index = nearest(times, time, usualGap(times));
  return index < 0 ? NaN : values[index];
}

/** Half the distance of the times that expected values and anomalies stand at, ms. */
export function halfStepOf({ report, seen }: Pick<ForecastResult, 'report' | 'seen'>): number {
  return (seen?.step ?? report.step) * 500;
}

/** Mean distance of samples, ms. */
export function usualGap(times: number[]): number {
  return times.length > 1 ? (times[times.length - 1] - times[0]) / (times.length - 1) : 0;
}

/** Index of the time nearest to another one; -1 where none is within the tolerance (ms). */
export function nearest(times: ArrayLike<number>, time: number, tolerance: number): number {
  const low = lowerBound(times, time);
  const distance = (index: number) => Math.abs((times[index] ?? Infinity) - time);
  const best = low > 0 && distance(low - 1) <= distance(low) ? low - 1 : low;
  return distance(best) <= tolerance ? best : -1;
}
