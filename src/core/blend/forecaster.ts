import { ForecastFailure } from '../options';
import { type Series, countKnown, isConstant } from '../series';
import { DAY_SECONDS } from '../math';
import { backtestBlend, type Backtest } from './backtest';
import { blend, fitWeights, type BlendWeights } from './blend';
import { type Block, blocksOf } from '../bands';
import { type History, countDayLags, createHistory } from '../history';
import { fitMembers, fitPredictors, predictAll, type Hindcasts } from './hindcasts';
import { BLENDED, type Member, type MemberName, type Predictor, lastValue, linear } from '../members';
import { judgeBlend, type Verdict } from './verdict';
import { fitSpread, type SpreadModel } from './spread';

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
  /** those that are fitted */
  members: readonly Member[];
  predictors: ReadonlyMap<MemberName, Predictor>;
  hindcasts: Hindcasts;
  /** what each member has earned */
  shares: BlendWeights;
  /** what is drawn: the shares, or one member alone */
  weights: BlendWeights;
  spread: SpreadModel;
  verdict: Verdict;
  /** the first row from which there are hindcasts, and the rows between them */
  first: number;
  every: number;
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
  const { horizon, members = BLENDED, networks = [] } = options;
  const history = historyOf(series, options, end);
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
  const origins = originsOf(series, first, end, every);
  const chosen = isSeasonal ? [...members, ...networks] : [lastValue, linear];
  const fitted = fitMembers(history, chosen, horizon, end, origins);
  const fit = fitted.predictors.size > 0 ? fitted : fitMembers(history, [lastValue], horizon, end, origins);
  return weigh({ history, horizon, end, first, every, ...fit });
}

/** Share of its stretch that the origin of each is further than that of the one before (Weyl's sequence). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Rows that hindcasts start from, one of each stretch of `every`, each time elsewhere in it: rows evenly apart would be
 * from the same few times of day alone, and whom they find to be good depends on which. Stretches are counted from the
 * epoch and not from the end of the series, so that the next fit, on a series that has moved on by a step, looks back
 * from the same rows, and shares change with what is new alone.
 */
function originsOf({ start, step }: Series, first: number, end: number, every: number): Int32Array {
  const begin = Math.round(start / 1000 / step);
  const origins: number[] = [];
  for (let stretch = Math.floor((begin + first) / every); stretch * every <= begin + end - 2; stretch++) {
    const row = stretch * every + Math.floor(every * ((stretch * GOLDEN) % 1)) - begin;
    if (row >= first && row <= end - 2) {
      origins.push(row);
    }
  }
  return Int32Array.from(origins.length > 0 ? origins : [Math.max(0, end - 2)]);
}

function historyOf(series: Series, { timeZone = 'UTC', mask, countsMasked }: ForecasterOptions, end: number): History {
  return createHistory(series, timeZone, mask, end, countsMasked);
}

/** The forecaster with one more member, and all weights anew; the others are not fitted again. */
export function withMember(forecaster: Forecaster, member: Member): Forecaster {
  const { history, horizon, end, hindcasts } = forecaster;
  const predict = member.create(history, horizon)?.({ end });
  if (predict === undefined) {
    return forecaster;
  }
  const added = predictAll(new Map([[member.name, predict]]), hindcasts.origins, horizon);
  return weigh({
    ...forecaster,
    members: [...forecaster.members, member],
    predictors: new Map([...forecaster.predictors, [member.name, predict]]),
    hindcasts: { ...hindcasts, members: [...hindcasts.members, ...added.members] },
  });
}

/** The forecaster as it draws where it was judged elsewhere who is drawn; its own judgement if undefined. */
export function withVerdict(forecaster: Forecaster, verdict: Verdict | undefined): Forecaster {
  return verdict === undefined || drawnBy(verdict) === drawnBy(forecaster.verdict)
    ? forecaster
    : { ...forecaster, ...draw(forecaster, forecaster.blocks, verdict) };
}

function drawnBy(verdict: Verdict): MemberName | 'blend' {
  return verdict.kind === 'naive' ? verdict.naive : 'blend';
}

/**
 * The forecaster on a series that differs from its own from the end of the fit on alone: the members see the other
 * values, and all that was learned from past forecasts stays.
 */
export function withHistory(forecaster: Forecaster, series: Series, options: ForecasterOptions): Forecaster {
  const { horizon, end, members } = forecaster;
  const history = historyOf(series, options, end);
  return { ...forecaster, history, predictors: fitPredictors(history, members, horizon, end) };
}

type Fitted = Omit<Forecaster, 'blocks' | 'shares' | 'weights' | 'spread' | 'verdict'>;

function weigh(fitted: Fitted): Forecaster {
  const { history, horizon, end, first, hindcasts } = fitted;
  const { z, day, series } = history;
  const blocks = blocksOf(horizon, series.step);
  const rowsADay = day ?? DAY_SECONDS / series.step;
  const backtest = backtestBlend(hindcasts, history, blocks, rowsADay, first, end);
  const shares = fitWeights(hindcasts, z, blocks, end - 1, rowsADay);
  const verdict = judge(history, end, backtest, shares);
  return { ...fitted, blocks, shares, ...draw({ ...fitted, shares }, blocks, verdict) };
}

/** The weights that are drawn, and how far off they are expected to be. */
function draw(
  { history, end, hindcasts, predictors, shares }: Fitted & Pick<Forecaster, 'shares'>,
  blocks: Block[],
  verdict: Verdict
): Pick<Forecaster, 'verdict' | 'weights' | 'spread'> {
  const { day, hour, series, outcomes } = history;
  const isAlone = verdict.kind === 'naive' && predictors.has(verdict.naive);
  const weights = isAlone ? aloneIn(hindcasts, verdict.naive, blocks) : shares;
  const blended = blend(hindcasts, blocks, weights);
  const spread = fitSpread(blended, outcomes, blocks, end - 1, day ?? DAY_SECONDS / series.step, hour);
  return { verdict, weights, spread };
}

function judge({ z, day, series }: History, end: number, backtest: Backtest, weights: BlendWeights): Verdict {
  if (isConstant(z.subarray(0, end))) {
    return { kind: 'constant' };
  }
  if (day === undefined || end < SEASON_DAYS * day) {
    return { kind: 'too-little-history', days: (end * series.step) / DAY_SECONDS };
  }
  const shares = weights[0].map((_, m) => weights.reduce((sum, block) => sum + block[m] / weights.length, 0));
  return judgeBlend(backtest, shares);
}

/** Weights of one member alone. */
function aloneIn({ members }: Hindcasts, name: MemberName, blocks: readonly Block[]): BlendWeights {
  return blocks.map(() => Float64Array.from(members, (member) => (member.name === name ? 1 : 0)));
}
