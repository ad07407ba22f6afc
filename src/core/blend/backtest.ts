import { blend, fitWeights } from './blend';
import { type Block, createCalibrator } from '../bands';
import type { Hindcasts } from './hindcasts';
import type { History } from '../history';
import type { MemberName } from '../members';
import { errorsOf, fitSpread, spreadOf } from './spread';
import { DAY_SECONDS } from '../math';

/** Errors and coverage of the blend on the last fifth of the history, fitted on what came before. */
export interface Backtest {
  /** mean absolute errors, in the unit of the series; NaN where nothing could be compared */
  blend: ErrorsByBlock;
  members: Array<ErrorsByBlock & { name: MemberName }>;
  /** asked and measured shares of the actuals inside the bands */
  coverage: Array<{ level: number; measured: number; count: number }>;
}

export interface ErrorsByBlock {
  mae: number;
  /** (blocks) */
  maeByBlock: Float64Array;
}

const SHARE = 0.2;
const LEVELS = [0.8, 0.95];
const QUANTILES = [0.025, 0.1, 0.5, 0.9, 0.975];

/** Weights, spread and factors of the outcomes before the cut are held against those after it. */
export function backtestBlend(
  hindcasts: Hindcasts,
  history: History,
  blocks: readonly Block[],
  first: number,
  end: number
): Backtest {
  const { z, unit, hour } = history;
  const day = history.day ?? DAY_SECONDS / history.series.step;
  const cut = Math.floor(end - SHARE * (end - first)) - 1;
  const { origins, horizon } = hindcasts;
  const blended = blend(hindcasts, blocks, fitWeights(hindcasts, z, blocks, cut, day));
  const model = fitSpread(blended, z, blocks, cut, day, hour);
  const spread = spreadOf(model, blended, z, end - 1, new Int32Array(origins.length));
  const known = errorsOf(blended, z, cut);
  const { factors } = createCalibrator(known, spread, origins, blocks, { day, hour })(QUANTILES, cut);
  const isTested = Array.from(origins, (origin) => origin >= cut);
  const errors = (points: Float64Array) =>
    errorsOf({ ...blended, points }, z, end - 1).map((error, at) =>
      isTested[Math.floor(at / horizon)] ? unit * error : NaN
    );
  const own = errors(blended.points);
  const coverage = LEVELS.map((level, l) => {
    let [inside, count] = [0, 0];
    own.forEach((error, at) => {
      const block = factors[blocks.findIndex(({ to }) => at % horizon < to)];
      if (!Number.isNaN(error)) {
        const size = unit * spread[at];
        count++;
        inside += error >= size * block[1 - l] && error <= size * block[3 + l] ? 1 : 0;
      }
    });
    return { level, measured: inside / count, count };
  });
  return {
    blend: summarise(own, horizon, blocks),
    members: hindcasts.members.map(({ name, points }) => ({ name, ...summarise(errors(points), horizon, blocks) })),
    coverage,
  };
}

function summarise(errors: Float64Array, horizon: number, blocks: readonly Block[]): ErrorsByBlock {
  const sums = blocks.map(() => ({ sum: 0, count: 0 }));
  blocks.forEach(({ from, to }, b) => {
    for (let at = 0; at < errors.length; at++) {
      const h = at % horizon;
      if (h >= from && h < to && !Number.isNaN(errors[at])) {
        sums[b].sum += Math.abs(errors[at]);
        sums[b].count++;
      }
    }
  });
  const total = sums.reduce((all, { sum, count }) => ({ sum: all.sum + sum, count: all.count + count }));
  return { mae: total.sum / total.count, maeByBlock: Float64Array.from(sums, ({ sum, count }) => sum / count) };
}
