import { ForecastFailure } from '../options/errors';
import { countKnown, isConstant, type Series } from '../series/series';
import { weightOfAge } from '../bands/age';
import { backtestBlend, type Backtest } from './backtest';
import { blend, fitWeights, type BlendWeights } from './blend';
import { blocksOf, type Block } from '../bands/blocks';
import { createCalibrator } from '../bands/conformal';
import { countDayLags } from '../history/dayLags';
import { concatenate, fitMembers, predictAll, type Hindcasts } from './hindcasts';
import { createHistory, type History } from '../history/history';
import type { Member, MemberName, Predictor } from '../members/member';
import { lastValue, linear } from '../members/lastValue';
import { BLENDED } from '../members/members';
import type { PathEnsemble } from '../breaches/breachProbability';
import { judgeBlend, type Verdict } from './verdict';
import { errorsOf, fitSpread, spreadOf, type SpreadModel } from './spread';

export interface ForecasterOptions {
  /** steps ahead */
  horizon: number;
  /** IANA zone of the calendar; UTC if absent */
  timeZone?: string;
  /** (N) 1 where a value is not to be learned from: an incident, an excluded window */
  mask?: Uint8Array;
  /** what is masked counts for the bands nevertheless, as far as other values reach: measured better for incidents */
  countsMasked?: boolean;
  /** `BLENDED` if absent */
  members?: readonly Member[];
  /** members of networks, beside them */
  networks?: readonly Member[];
  /** who is drawn, where that was judged elsewhere; the backtest judges if absent */
  verdict?: Verdict;
  /** about how many past forecasts weights and bands are fitted on */
  hindcasts?: number;
}

/** A fitted blend, ready to forecast from any origin from the end of its fit on. */
export interface Forecaster {
  history: History;
  horizon: number;
  /** rows of the fit */
  end: number;
  blocks: Block[];
  predictors: ReadonlyMap<MemberName, Predictor>;
  hindcasts: Hindcasts;
  weights: BlendWeights;
  spread: SpreadModel;
  backtest: Backtest;
  verdict: Verdict;
  /** the first row from which there are hindcasts, and the rows between them */
  first: number;
  every: number;
}

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

/** Fewer known values than this make no forecast. */
export const MIN_POINTS = 10;
/** Days below which there is no season to be learned. */
const SEASON_DAYS = 3;
export const MAX_HINDCASTS = 360;

/**
 * Fits members, weights and bands on the rows before `end`.
 * @throws ForecastFailure `no-values`, `too-little-history` (fewer than 10 known points), `invalid-option` for the zone
 */
export function fitForecaster(series: Series, options: ForecasterOptions, end = series.values.length): Forecaster {
  const { horizon, timeZone = 'UTC', mask, members = BLENDED, networks = [] } = options;
  const history = createHistory(series, timeZone, mask, end, options.countsMasked);
  const known = countKnown(history.z, 0, end);
  if (known === 0) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  if (known < MIN_POINTS) {
    throw new ForecastFailure({ kind: 'too-little-history', needed: MIN_POINTS, got: known, step: series.step });
  }
  const { day } = history;
  const isSeasonal = day !== undefined && end >= SEASON_DAYS * day;
  const first = isSeasonal ? countDayLags(end, day) * day : Math.floor(end / 4);
  const every = Math.max(1, Math.ceil((end - first) / (options.hindcasts ?? MAX_HINDCASTS)));
  const count = Math.ceil((end - 1 - first) / every);
  const origins = Int32Array.from({ length: count }, (_, w) => end - 2 - (count - 1 - w) * every);
  const chosen = isSeasonal ? [...members, ...networks] : [lastValue, linear];
  const fitted = fitMembers(history, chosen, horizon, end, origins);
  const fit = fitted.predictors.size > 0 ? fitted : fitMembers(history, [lastValue], horizon, end, origins);
  return weigh({ history, horizon, end, first, every, ...fit }, options.verdict);
}

/**
 * The forecaster with one more member, and all weights anew; the others are not fitted again.
 * @param verdict as in `ForecasterOptions`
 */
export function withMember(forecaster: Forecaster, member: Member, verdict?: Verdict): Forecaster {
  const { history, horizon, end, hindcasts } = forecaster;
  const predict = member.create(history, horizon)?.({ end });
  if (predict === undefined) {
    return forecaster;
  }
  const added = predictAll(new Map([[member.name, predict]]), hindcasts.origins, horizon);
  return weigh(
    {
      ...forecaster,
      predictors: new Map([...forecaster.predictors, [member.name, predict]]),
      hindcasts: { ...hindcasts, members: [...hindcasts.members, ...added.members] },
    },
    verdict
  );
}

type Fitted = Omit<Forecaster, 'blocks' | 'weights' | 'spread' | 'backtest' | 'verdict'>;

function weigh(fitted: Fitted, given?: Verdict): Forecaster {
  const { history, horizon, end, first, hindcasts, predictors } = fitted;
  const { z, day, hour, series } = history;
  const blocks = blocksOf(horizon, series.step);
  const daySteps = day ?? 86400 / series.step;
  const backtest = backtestBlend(hindcasts, history, blocks, first, end);
  const shares = fitWeights(hindcasts, z, blocks, end - 1, daySteps);
  const verdict = given ?? judge(history, end, backtest, shares);
  const isAlone = verdict.kind === 'naive' && predictors.has(verdict.naive);
  const weights = isAlone ? aloneIn(hindcasts, verdict.naive, blocks) : shares;
  const spread = fitSpread(blend(hindcasts, blocks, weights), history.outcomes, blocks, end - 1, daySteps, hour);
  return { ...fitted, blocks, verdict, weights, spread, backtest };
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
  const blended = blend(all, blocks, weights);
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

function judge({ z, day, series }: History, end: number, backtest: Backtest, weights: BlendWeights): Verdict {
  if (isConstant(z.subarray(0, end))) {
    return { kind: 'constant' };
  }
  if (day === undefined || end < SEASON_DAYS * day) {
    return { kind: 'too-little-history', days: (end * series.step) / 86400 };
  }
  const shares = weights[0].map((_, m) => weights.reduce((sum, block) => sum + block[m] / weights.length, 0));
  return judgeBlend(backtest, shares);
}

/** Weights of one member alone. */
function aloneIn({ members }: Hindcasts, name: MemberName, blocks: readonly Block[]): BlendWeights {
  return blocks.map(() => Float64Array.from(members, (member) => (member.name === name ? 1 : 0)));
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
