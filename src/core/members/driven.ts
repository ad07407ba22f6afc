import { FitCache, type FitRows, type History } from '../history';
import { RunningMean } from '../math';
import { Ridge, fitSarx, residualPath, seasonPath } from '../regression';
import { type Covariate, alignTo } from '../series';
import type { Member } from './member';

/** Of each standardised change of a covariate: enough to hold two that move together apart. */
const PENALTY = 0.001;

/**
 * The series as what covariates do to it, which are known ahead, and a seasonal regression of the rest. The effect is
 * linear: least squares of the change of the series over a day on that of the covariates, in which no daily season is
 * left. It is taken off the past and added again for the time that is forecast, so steps follow the covariate.
 *
 * @param covariates those that are known ahead are used; undefined where there are none
 */
export function drivenMember(covariates: readonly Covariate[] = []): Member | undefined {
  const known = covariates.filter(({ isKnownAhead }) => isKnownAhead);
  if (known.length === 0) {
    return undefined;
  }
  return {
    name: 'driven',
    create(history, horizon) {
      const { day, series } = history;
      if (day === undefined) {
        return undefined;
      }
      const rows = history.z.length + horizon;
      const columns = known.map((one) => alignTo(series, one, rows));
      return (fit) => {
        const weights = fitEffect(history, columns, day, fit);
        const effect = new Float64Array(rows);
        columns.forEach((column, k) => column.forEach((value, t) => (effect[t] += weights[k] * value)));
        const rest = fitSarx(withoutEffect(history, effect), horizon, fit);
        return (origin) => {
          const residual = residualPath(rest, origin);
          const point = seasonPath(rest, origin).map((usual, h) => usual + residual[h] + effect[origin + 1 + h]);
          return { point };
        };
      };
    },
  };
}

/** (K) effect of each covariate, standardised units of the series for one of its own. */
function fitEffect(history: History, columns: readonly Float64Array[], day: number, rows: FitRows): Float64Array {
  const { values } = history.clipped;
  const ridge = new Ridge(columns.length, 1);
  const changes = new Float64Array(columns.length);
  const target = new Float64Array(1);
  for (let t = day; t < rows.end; t++) {
    columns.forEach((column, k) => (changes[k] = column[t] - column[t - day]));
    target[0] = values[t] - values[t - day];
    if (!isHeldOut(rows, t, day) && Number.isFinite(target[0]) && changes.every(Number.isFinite)) {
      ridge.add(changes, target, 0, 1);
    }
  }
  return ridge.solve(PENALTY);
}

/** Whether a change over a day that ends at a row touches what is held out. */
function isHeldOut({ heldOut }: FitRows, row: number, day: number): boolean {
  return heldOut !== undefined && row >= heldOut.from && row - day < heldOut.to;
}

/** The history as it would have been without an effect. */
function withoutEffect(history: History, effect: Float64Array): History {
  const z = history.clipped.values.map((value, t) => value - effect[t]);
  return { ...history, z, outcomes: z, clipped: new RunningMean(z), fitCache: new FitCache() };
}
