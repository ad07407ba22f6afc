import { type Offsets, createCalibrator } from '../bands';
import { type MemberName, linear } from '../members';
import { blend } from './blend';
import type { Forecaster } from './weigh';
import { gapsAt } from './forecastFrom';
import { concatenate, predictAll, type MemberPaths } from './hindcasts';
import type { PastForecasts } from './pairs';
import { errorsOf, spreadOf } from './spread';

/**
 * The forecasts that would have been drawn after the end of a fit, from one origin after the other. Reads no later row.
 * The points are those of the blend.
 */
export interface Replay extends PastForecasts {
  /** the first row that was forecast: the end of the fit */
  from: number;
  /** the members by name, and `predict_linear` beside them: (W * H) points, in the unit of the series */
  members: ReadonlyMap<MemberName, Float64Array>;
  /** (levels)(W * H) distances from the points to the edges, in the unit of the series */
  offsets: Offsets;
  /** (n) the latest origin before each row whose value is known, within the horizon; as an index of `origins` */
  latest: Int32Array;
  /** errors one step ahead before the first row, in the unit of the series */
  earlierErrors: Float64Array;
}

/** Times a day that the bands are calibrated with the outcomes known by then. */
const CALIBRATIONS_A_DAY = 4;
/** Forecast points of all origins together. */
const MAX_POINTS = 100_000;

/**
 * @param levels of the intervals, rising
 * @param maxPoints forecast points of all origins together
 */
export function replay(forecaster: Forecaster, levels: readonly number[], maxPoints = MAX_POINTS): Replay {
  const { history, horizon, blocks, predictors, hindcasts, weights, end, spread: model } = forecaster;
  const { z, outcomes, unit, center, hour } = history;
  const rows = Math.max(0, z.length - end);
  // Each row is within reach of an origin.
  const stride = Math.min(horizon, Math.max(1, Math.ceil((rows * horizon) / maxPoints)));
  const origins = Int32Array.from({ length: Math.ceil(rows / stride) }, (_, i) => end - 1 + i * stride);
  const later = predictAll(predictors, origins, horizon);
  const all = concatenate([hindcasts, later], [...predictors.keys()], horizon);
  const blended = blend(all, blocks, weights, forecaster.errors);
  const spread = spreadOf(model, blended, outcomes, z.length - 1, gapsAt(z, all.origins));
  const tails = levels.map((level) => (1 - level) / 2);
  const quantiles = [...[...tails].reverse(), 0.5, ...tails.map((tail) => 1 - tail)];
  const size = origins.length * horizon;
  const before = hindcasts.origins.length;
  const edges = levels.map(() => ({ below: new Float64Array(size), above: new Float64Array(size) }));
  const pause = Math.max(1, Math.round(model.day / CALIBRATIONS_A_DAY));
  const errors = errorsOf(blended, outcomes, z.length - 1);
  const calibrate = createCalibrator(errors, spread, all.origins, blocks, { day: model.day, hour });
  let calibrated = -Infinity;
  let factors: Float64Array[] = [];
  origins.forEach((origin, w) => {
    if (origin - calibrated >= pause) {
      calibrated = origin;
      ({ factors } = calibrate(quantiles, origin));
    }
    const start = w * horizon;
    blocks.forEach(({ from, to }, b) =>
      edges.forEach(({ below, above }, l) => {
        const [lower, upper] = [factors[b][levels.length - 1 - l], factors[b][levels.length + 1 + l]];
        for (let h = from; h < to; h++) {
          const width = unit * spread[before * horizon + start + h];
          below[start + h] = -width * lower;
          above[start + h] = width * upper;
        }
      })
    );
  });
  const inUnit = (points: Float64Array) => unscaled(points, center, unit);
  const line = predictors.has(linear.name) ? undefined : linear.create(history, horizon)?.({ end });
  const lines = line ? predictAll(new Map([[linear.name, line]]), origins, horizon).members : [];
  const named = ({ name, points }: MemberPaths) => [name, inUnit(points)] as const;
  return {
    from: end,
    origins,
    horizon,
    points: inUnit(blended.points.slice(before * horizon)),
    members: new Map([...lines, ...later.members].map(named)),
    offsets: { levels: [...levels], below: edges.map(({ below }) => below), above: edges.map(({ above }) => above) },
    earlierErrors: errorsOf(blended, outcomes, end - 1)
      .filter((error, at) => at % horizon === 0 && !Number.isNaN(error))
      .map((error) => unit * error),
    latest: latestKnown(z, origins, rows, horizon),
  };
}

/**
 * The origin that each row is told from. One whose value is masked knows no more than the one before it, and what it says of
 * the next row is weighed and calibrated as one step ahead, though the last value is hours old. Beyond the horizon there is no
 * other.
 */
function latestKnown(z: Float64Array, origins: Int32Array, rows: number, horizon: number): Int32Array {
  const [first = 0] = origins;
  let [newest, known] = [0, 0];
  return Int32Array.from({ length: rows }, (_, i) => {
    const row = first + 1 + i;
    if (origins[newest + 1] < row) {
      newest++;
      known = Number.isNaN(z[origins[newest]]) ? known : newest;
    }
    return row - origins[known] <= horizon ? known : newest;
  });
}

function unscaled(points: Float64Array, center: number, unit: number): Float64Array {
  const values = new Float64Array(points.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = center + unit * points[i];
  }
  return values;
}
