import { type Block, blocksOf } from '../bands';
import type { History } from '../history';
import { DAY_SECONDS } from '../math';
import type { Member, MemberName, Predictor } from '../members';
import { isConstant } from '../series';
import { type Backtest, backtestBlend } from './backtest';
import { blend } from './blend';
import type { Hindcasts } from './hindcasts';
import { type BlendWeights, SEASON_DAYS, measureMembers, sharesOf } from './shares';
import { type SpreadModel, fitSpread } from './spread';
import { type Verdict, judgeBlend, naiveOf } from './verdict';

/** A fitted blend, ready to forecast from any origin from the end of its fit on. */
export interface Forecaster {
  history: History;
  /** the same as the members see it: without what special days do */
  usual: History;
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
  /** (blocks)(members) of a short history, whose members begin to be known one after the other */
  errors?: Float64Array[];
  /** what is drawn: the shares, or one member alone */
  weights: BlendWeights;
  spread: SpreadModel;
  verdict: Verdict;
  /** the first row from which there are hindcasts, and the rows between them */
  first: number;
  every: number;
}

/** Members that are fitted, before they are weighed. */
export type Fitted = Omit<Forecaster, 'blocks' | 'shares' | 'errors' | 'weights' | 'spread' | 'verdict'>;

/** Judges the blend, and fits weights and bands on its past forecasts. */
export function weigh(fitted: Fitted): Forecaster {
  const { history, horizon, end, first, hindcasts } = fitted;
  const { z, day, series } = history;
  const blocks = blocksOf(horizon, series.step);
  const rowsADay = day ?? DAY_SECONDS / series.step;
  const backtest = backtestBlend(hindcasts, history, blocks, rowsADay, first, end);
  const measured = measureMembers(hindcasts, z, blocks, end - 1, rowsADay);
  const shares = sharesOf(measured);
  const errors = end < SEASON_DAYS * rowsADay ? measured : undefined;
  const verdict = judge(history, end, backtest, shares);
  return { ...fitted, blocks, shares, errors, ...draw({ ...fitted, shares, errors }, blocks, verdict) };
}

/** The weights that are drawn, and how far off they are expected to be. */
function draw(
  { history, end, hindcasts, predictors, shares, errors }: Fitted & Pick<Forecaster, 'shares' | 'errors'>,
  blocks: Block[],
  verdict: Verdict
): Pick<Forecaster, 'verdict' | 'weights' | 'spread'> {
  const { day, hour, series, outcomes } = history;
  const naive = naiveOf(verdict);
  const weights = naive !== undefined && predictors.has(naive) ? aloneIn(hindcasts, naive, blocks) : shares;
  const blended = blend(hindcasts, blocks, weights, errors);
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

/** The share of a member in what is drawn, all lead times together; 0 for one that is not blended. */
export function meanShare({ hindcasts, weights, blocks, horizon }: Forecaster, name: MemberName): number {
  const m = hindcasts.members.findIndex((member) => member.name === name);
  if (m < 0) {
    return 0;
  }
  return blocks.reduce((sum, { from, to }, b) => sum + (weights[b][m] * (to - from)) / horizon, 0);
}

/** Weights of one member alone. */
function aloneIn({ members }: Hindcasts, name: MemberName, blocks: readonly Block[]): BlendWeights {
  return blocks.map(() => Float64Array.from(members, (member) => (member.name === name ? 1 : 0)));
}

/** The forecaster as it draws where it was judged elsewhere who is drawn; its own judgement if undefined. */
export function withVerdict(forecaster: Forecaster, verdict: Verdict | undefined): Forecaster {
  return verdict === undefined || naiveOf(verdict) === naiveOf(forecaster.verdict)
    ? forecaster
    : { ...forecaster, ...draw(forecaster, forecaster.blocks, verdict) };
}
