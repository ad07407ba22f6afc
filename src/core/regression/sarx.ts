import { RunningMean } from '../math';
import {
  type DaySeason,
  type FitRows,
  type History,
  countDayLags,
  dayLag,
  fitDaySeason,
  originsOf,
  sumLags,
} from '../history';
import { fitResidual, residualPath, type ResidualModel } from './residualModel';

/**
 * A seasonal regression with autoregressive residuals. Season: the same time of the last K days (`fitDaySeason`).
 * Residual: one linear forecast per lead time from
 * trailing means of the last residuals. K + 8 coefficients per lead time, fitted in milliseconds.
 */
export interface Sarx extends ResidualModel {
  history: History;
  season: DaySeason;
  /** mean |z - forecast| over the rows and lead times of the fit: the unit of the network's output */
  scale: number;
}

/**
 * Fits on some rows of the history; `residual` is known for all of them. Needs `history.day`.
 */
export function fitSarx(history: History, horizon: number, rows: FitRows = { end: history.z.length }): Sarx {
  const season = fitSeason(history, rows);
  const residual = new RunningMean(
    Float64Array.from(history.z, (_, t) => history.clipped.values[t] - seasonAt(history, season, t, t - 1))
  );
  const sarx = { ...fitResidual(residual, history.hour, horizon, rows), history, season, scale: 1 };
  return { ...sarx, scale: measureScale(sarx, rows.end) };
}

/** (H) season at the rows after `origin`, reading nothing later; NaN where no earlier day is known. */
export function seasonPath({ history, season, horizon }: Sarx, origin: number): Float64Array {
  const path = new Float64Array(horizon);
  for (let h = 0; h < path.length; h++) {
    path[h] = seasonAt(history, season, origin + 1 + h, origin, path);
  }
  return path;
}

/**
 * The season at a row. A lag that lies after the origin stands at what was forecast for it, and one that is missing at
 * the season of its own row: where the series rises, the mean of the other days would be old.
 */
function seasonAt(history: History, season: DaySeason, row: number, origin: number, path?: Float64Array): number {
  const lagAt = (from: number, daysBack: number) => dayLag(history, from, daysBack, origin);
  return sumLags(
    season,
    (daysBack) => {
      const ahead = path === undefined ? -1 : history.lagIndex(row, daysBack) - origin - 1;
      return ahead >= 0 && path ? path[ahead] : lagAt(row, daysBack);
    },
    (missing) => {
      const then = history.lagIndex(row, missing);
      return sumLags(season, (daysBack) => lagAt(then, daysBack));
    }
  );
}

/** The season of the last days, on the rows of the fit. */
function fitSeason(history: History, rows: FitRows): DaySeason {
  const count = countDayLags(rows.end, history.day ?? 1);
  return fitDaySeason(
    originsOf(rows, count * (history.day ?? 1), 0),
    count,
    (row) => history.clipped.values[row],
    (row, daysBack) => dayLag(history, row, daysBack, row - 1)
  );
}

/** Mean |z - forecast|, a forecast every six hours; 1 where nothing can be compared. */
function measureScale(sarx: Sarx, end: number): number {
  const { history } = sarx;
  let sum = 0;
  let count = 0;
  const first = sarx.season.lags.length * (history.day ?? 1);
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
