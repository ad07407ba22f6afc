import { RunningMean, fitTowardsMean } from '../math';
import { type FitRows, type History, countDayLags, dayLag, originsOf } from '../history';
import { fitResidual, residualPath, type ResidualModel } from './residualModel';

/**
 * A seasonal regression with autoregressive residuals. Season: the hours around the same time on the last K days,
 * weighted by ridge regression that is shrunk towards their mean. Residual: one linear forecast per lead time from
 * trailing means of the last residuals. K + 8 coefficients per lead time, fitted in milliseconds.
 */
export interface Sarx extends ResidualModel {
  history: History;
  /** (K) one weight per day back */
  dayWeights: Float64Array;
  intercept: number;
  /** mean |z - forecast| over the rows and lead times of the fit: the unit of the network's output */
  scale: number;
}

/**
 * Fits on some rows of the history; `residual` is known for all of them. Needs `history.day`.
 */
export function fitSarx(history: History, horizon: number, rows: FitRows = { end: history.z.length }): Sarx {
  const { dayWeights, intercept } = fitSeason(history, rows);
  const residual = new RunningMean(
    Float64Array.from(history.z, (_, t) => {
      const season = seasonAt(history, dayWeights, intercept, t, t - 1);
      return history.clipped.values[t] - season;
    })
  );
  const sarx = { ...fitResidual(residual, history.hour, horizon, rows), history, dayWeights, intercept, scale: 1 };
  return { ...sarx, scale: measureScale(sarx, rows.end) };
}

/** (H) season at the rows after `origin`, reading nothing later; NaN where no earlier day is known. */
export function seasonPath(
  sarx: Pick<Sarx, 'history' | 'dayWeights' | 'intercept' | 'horizon'>,
  origin: number
): Float64Array {
  const path = new Float64Array(sarx.horizon);
  for (let h = 0; h < path.length; h++) {
    path[h] = seasonAt(sarx.history, sarx.dayWeights, sarx.intercept, origin + 1 + h, origin, path);
  }
  return path;
}

/**
 * Weighted sum of the day lags of a row. A missing one stands at the mean of the known ones; one that lies after the
 * origin at what was forecast for it.
 */
function seasonAt(
  history: History,
  dayWeights: Float64Array,
  intercept: number,
  row: number,
  origin: number,
  path?: Float64Array
): number {
  let sum = 0;
  let missing = 0;
  let total = 0;
  let known = 0;
  for (let k = 1; k <= dayWeights.length; k++) {
    const ahead = path === undefined ? -1 : history.lagIndex(row, k) - origin - 1;
    const lag = ahead >= 0 && path ? path[ahead] : dayLag(history, row, k, origin);
    if (Number.isNaN(lag)) {
      missing += dayWeights[k - 1];
    } else {
      sum += dayWeights[k - 1] * lag;
      total += lag;
      known++;
    }
  }
  return known > 0 ? intercept + sum + missing * (total / known) : NaN;
}

/** Weights of the day lags on the rows of the fit. */
function fitSeason(history: History, fitRows: FitRows): { dayWeights: Float64Array; intercept: number } {
  const count = countDayLags(fitRows.end, history.day ?? 1);
  const rows: Float64Array[] = [];
  const y: number[] = [];
  for (const t of originsOf(fitRows, count * (history.day ?? 1), 0)) {
    const x = Float64Array.from({ length: count }, (_, k) => dayLag(history, t, k + 1, t - 1));
    const value = history.clipped.values[t];
    if (!Number.isNaN(value) && !x.some(Number.isNaN)) {
      rows.push(x);
      y.push(value);
    }
  }
  const { weights: dayWeights, intercept } = fitTowardsMean(rows, y, count);
  return { dayWeights, intercept };
}

/** Mean |z - forecast|, a forecast every six hours; 1 where nothing can be compared. */
function measureScale(sarx: Sarx, end: number): number {
  const { history } = sarx;
  let sum = 0;
  let count = 0;
  const first = sarx.dayWeights.length * (history.day ?? 1);
  for (let t = first; t + 1 < end; t += 6 * history.hour + 1) {
    const season = seasonPath(sarx, t);
    const residual = residualPath(sarx, t);
    const reach = Math.min(sarx.horizon, end - 1 - t);
    for (let h = 0; h < reach; h += history.hour) {
      const error = Math.abs(history.clipped.values[t + 1 + h] - season[h] - residual[h]);
      if (!Number.isNaN(error)) {
        sum += error;
        count++;
      }
    }
  }
  return sum > 0 ? sum / count : 1;
}
