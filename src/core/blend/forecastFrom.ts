import { createCalibrator, weightOfAge } from '../bands';
import type { PathEnsemble } from '../breaches';
import { blend } from './blend';
import type { Forecaster } from './weigh';
import { concatenate, predictAll } from './hindcasts';
import { errorsOf, spreadOf } from './spread';

/** Quantiles of a forecast, in the unit of the series. */
export interface QuantilePaths {
  /** rising, in (0, 1) */
  quantiles: readonly number[];
  /** (quantiles)(H) rising at each lead time */
  paths: Float64Array[];
  /** (H) */
  point: Float64Array;
  /** made when asked for */
  ensemble(): PathEnsemble;
}

/**
 * The forecast for the rows after `origin`, from the end of the fit on. Bands are calibrated anew with all outcomes that
 * are known at the origin; nothing later is read.
 * @param quantiles rising, with 0.5 among them
 */
export function forecastFrom(forecaster: Forecaster, origin: number, quantiles: readonly number[]): QuantilePaths {
  const { history, horizon, blocks, predictors, hindcasts, weights, every } = forecaster;
  const { z, outcomes, hour, center, unit } = history;
  const { day } = forecaster.spread;
  const later: number[] = [];
  for (let row = origin; row > (hindcasts.origins.at(-1) ?? -1); row -= every) {
    later.unshift(row);
  }
  const all = concatenate(
    [hindcasts, predictAll(predictors, Int32Array.from(later), horizon)],
    [...predictors.keys()],
    horizon
  );
  const blended = blend(all, blocks, weights, forecaster.errors);
  const errors = errorsOf(blended, outcomes, origin);
  const spread = spreadOf(forecaster.spread, blended, outcomes, origin, gapsAt(z, all.origins));
  const { factors } = createCalibrator(errors, spread, all.origins, blocks, { day, hour })(quantiles, origin);
  const from = (all.origins.length - 1) * horizon;
  const point = blended.points.slice(from).map((value) => center + unit * value);
  const paths = quantiles.map((_, k) => {
    const path = new Float64Array(horizon);
    blocks.forEach((block, b) => {
      for (let h = block.from; h < block.to; h++) {
        path[h] = point[h] + unit * spread[from + h] * factors[b][k];
      }
    });
    return path;
  });
  return { quantiles, paths, point, ensemble: () => layErrors(point, unit, errors, spread, all.origins, origin, day) };
}

/** Past errors of which all are known, stretched to the spread of the last origin and laid on its point. */
function layErrors(
  point: Float64Array,
  unit: number,
  errors: Float64Array,
  spread: Float64Array,
  origins: Int32Array,
  now: number,
  day: number
): PathEnsemble {
  const horizon = point.length;
  const rows = [...origins.keys()].filter((w) => !Number.isNaN(errors[w * horizon + horizon - 1]));
  const paths = new Float64Array(rows.length * horizon);
  rows.forEach((w, i) => {
    for (let h = 0; h < horizon; h++) {
      const at = w * horizon + h;
      const ratio = errors[at] / spread[at] || 0;
      paths[i * horizon + h] = point[h] + unit * spread[(origins.length - 1) * horizon + h] * ratio;
    }
  });
  return { paths, horizon, weights: Float64Array.from(rows, (w) => weightOfAge(origins[w], now, day)) };
}

/** (W) rows from the last known value to each origin. */
export function gapsAt(z: Float64Array, origins: Int32Array): Int32Array {
  return origins.map((origin) => {
    let row = origin;
    while (row > 0 && Number.isNaN(z[row])) {
      row--;
    }
    return origin - row;
  });
}
