import { RunningMean, median } from '../math';
import { type History, countDayLags, dayLag } from '../history';
import type { Fitter, Member, MemberName } from './member';
import { createResidualFitter, residualPath } from '../regression';
import { memoise } from './memoise';

const WEEK = 7;

/** The median of the last days at the same time, with autoregressive residuals: one odd day of them does not count. */
export const days = medianOf('days', [1, 2, 3, 4, 5, 6, 7]);
/** The last two of the same weekday. */
export const weekday = medianOf('weekday', [7, 14]);
/** Yesterday: what has changed lately counts in full. */
export const yesterday = medianOf('yesterday', [1]);
/** Between those: yesterday, the day before, and the last two of the same weekday. */
export const daysAndWeeks = medianOf('days-and-weeks', [1, 2, 7, 14]);

/** @param lags days back */
function medianOf(name: MemberName, lags: readonly number[]): Member {
  return memoise({ name, create: (history, horizon) => createMedian(history, horizon, lags) });
}

function createMedian(history: History, horizon: number, wanted: readonly number[]): Fitter | undefined {
  const { day, z, clipped, hour } = history;
  const isWeekly = wanted.includes(2 * WEEK);
  if (day === undefined || (isWeekly && z.length < 2 * WEEK * day)) {
    return undefined;
  }
  const lags = isWeekly ? wanted : wanted.slice(0, countDayLags(z.length, day));
  const season = Float64Array.from(z, (_, t) => medianAt(history, lags, t, t - 1));
  const residual = new RunningMean(clipped.values.map((value, t) => value - season[t]));
  const fit = createResidualFitter(residual, hour, horizon);
  return (rows) => {
    if (isWeekly && rows.end < 2 * WEEK * day) {
      return undefined;
    }
    const model = fit(rows);
    return (origin) => ({
      point: residualPath(model, origin).map((distance, h) => {
        const row = origin + 1 + h;
        // Up to here the same time of the first of these days is past, and the season is that of the fit.
        const isPast = row < z.length && history.lagIndex(row, lags[0]) <= origin;
        return distance + (isPast ? season[row] : medianAt(history, lags, row, origin));
      }),
    });
  };
}

/** Median of the day lags of a row; of one that lies after the origin, the latest known of its kind counts. */
function medianAt(history: History, lags: readonly number[], row: number, origin: number): number {
  return median(
    lags.map((lag) => {
      let k = lag;
      while (history.lagIndex(row, k) > origin) {
        k += lag % WEEK === 0 ? WEEK : 1;
      }
      return dayLag(history, row, k, origin);
    })
  );
}
