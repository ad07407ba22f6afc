import { type FitRows, heldOutOrigins, originsOf } from '../history';
import { Ridge } from './ridge';
import type { RunningMean } from '../math';

/** The further course of the distance from a season: one linear forecast per lead time from trailing means of the distance. */
export interface ResidualModel {
  horizon: number;
  /** (N) distance from the season, NaN in gaps */
  residual: RunningMean;
  /** rows averaged by each feature, rising */
  windows: number[];
  /** (H, windows) row-major */
  residualWeights: Float64Array;
}

const PENALTY = 0.03;
/** Windows of the features in hours; the first is the last value alone. */
const WINDOW_HOURS = [0, 0.5, 1, 3, 6, 12, 24, 48];

/** Ridge regressions of the distance at t + h on the features at t. */
export function fitResidual(residual: RunningMean, hour: number, horizon: number, rows: FitRows): ResidualModel {
  const windows = windowsOf(hour);
  const ridge = accumulate(residual, windows, horizon, originsOf(rows, 0, horizon), rows.end);
  return { horizon, residual, windows, residualWeights: ridge.solve(PENALTY) };
}

/** The same for several fits on one residual: what is held out is taken from the sums over all rows. */
export function createResidualFitter(
  residual: RunningMean,
  hour: number,
  horizon: number
): (rows: FitRows) => ResidualModel {
  const windows = windowsOf(hour);
  const sum = (origins: Iterable<number>, end: number) => accumulate(residual, windows, horizon, origins, end);
  const totals = new Map<number, Ridge>();
  return ({ end, heldOut }) => {
    const total = totals.get(end) ?? sum(originsOf({ end }, 0, horizon), end);
    totals.set(end, total);
    const ridge = heldOut ? total.without(sum(heldOutOrigins({ end, heldOut }, 0, horizon), end)) : total;
    return { horizon, residual, windows, residualWeights: ridge.solve(PENALTY) };
  };
}

function windowsOf(hour: number): number[] {
  return [...new Set(WINDOW_HOURS.map((hours) => Math.max(1, Math.round(hours * hour))))];
}

function accumulate(
  residual: RunningMean,
  windows: number[],
  horizon: number,
  origins: Iterable<number>,
  end: number
): Ridge {
  const ridge = new Ridge(windows.length, horizon);
  const features = new Float64Array(windows.length);
  for (const t of origins) {
    if (!Number.isNaN(residual.values[t])) {
      describe(residual, windows, t, features);
      ridge.add(features, residual.values, t + 1, end);
    }
  }
  return ridge;
}

/** (H) the forecast of the distance from the rows up to `origin`. */
export function residualPath(
  { residual, windows, residualWeights, horizon }: ResidualModel,
  origin: number
): Float64Array {
  const features = new Float64Array(windows.length);
  describe(residual, windows, origin, features);
  const path = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    for (let i = 0; i < features.length; i++) {
      path[h] += residualWeights[h * features.length + i] * features[i];
    }
  }
  return path;
}

/** (windows) trailing means of the distance; where one is unknown, that of the next longer window, at last 0. */
function describe(residual: RunningMean, windows: number[], origin: number, out: Float64Array): void {
  let longer = 0;
  for (let i = windows.length - 1; i >= 0; i--) {
    const value = residual.over(origin - windows[i] + 1, origin);
    longer = Number.isNaN(value) ? longer : value;
    out[i] = longer;
  }
}
