import type { Backtest } from './backtest';
import { type Phrase, phrase } from '../language';
import { type MemberName, SERIES_NETWORKS } from '../members';

/** The forecaster that is drawn, and how that was decided. Errors are mean absolute ones of the backtest. */
export type Verdict =
  /** the blend was better than the best naive forecast */
  | { kind: 'blend'; naive: MemberName; error: number; naiveError: number; networkShare: number }
  /** it was not, and the naive forecast is shown */
  | { kind: 'naive'; naive: MemberName; error: number; naiveError: number }
  /**
   * less than three days, or no season that fits the step: what needs no season is blended, or the naive forecast is
   * shown where the blend was measured not to be better
   */
  | { kind: 'too-little-history'; days: number; naive?: MemberName }
  /** the series never changed */
  | { kind: 'constant' }
  /** nothing could be compared on the last fifth of the history; the blend is shown */
  | { kind: 'not-compared' };

const NAIVES: readonly MemberName[] = ['day', 'last-value'];
const NETWORKS: readonly MemberName[] = ['pretrained', ...SERIES_NETWORKS];

/** @param shares (members) mean share of each member in the blend, in the order of the backtest's members */
export function judgeBlend(backtest: Backtest, shares: ArrayLike<number>): Verdict {
  const naives = backtest.members.filter(({ name, mae }) => NAIVES.includes(name) && !Number.isNaN(mae));
  const error = backtest.blend;
  if (naives.length === 0 || Number.isNaN(error)) {
    return { kind: 'not-compared' };
  }
  const best = naives.reduce((least, member) => (member.mae < least.mae ? member : least));
  const facts = { naive: best.name, error, naiveError: best.mae };
  if (error >= best.mae) {
    return { kind: 'naive', ...facts };
  }
  const networkShare = backtest.members.reduce(
    (sum, { name }, m) => sum + (NETWORKS.includes(name) ? shares[m] : 0),
    0
  );
  return { kind: 'blend', ...facts, networkShare };
}

/** The naive forecast that is drawn alone; undefined where the blend is drawn. */
export function naiveOf(verdict: Verdict): MemberName | undefined {
  return verdict.kind === 'naive' || verdict.kind === 'too-little-history' ? verdict.naive : undefined;
}

/** The verdict as a sentence. */
export function describeVerdict(verdict: Verdict): Phrase {
  switch (verdict.kind) {
    case 'blend': {
      const gain = percent(1 - verdict.error / verdict.naiveError);
      const naive = nameOf(verdict.naive);
      return verdict.networkShare > 0.005
        ? phrase(
            'The blend, {{share}} of it networks, was {{gain}} better than {{naive}} on the last fifth of the history.',
            { share: percent(verdict.networkShare), gain, naive }
          )
        : phrase('The blend was {{gain}} better than {{naive}} on the last fifth of the history.', { gain, naive });
    }
    case 'naive':
      return phrase('No model was better than {{naive}} on the last fifth of the history, so that is shown.', {
        naive: nameOf(verdict.naive),
      });
    case 'too-little-history': {
      const days = verdict.days.toFixed(1);
      return verdict.naive
        ? phrase(
            'With {{days}} days of history no season can be learned, and no blend was better than {{naive}}, so that is shown.',
            { days, naive: nameOf(verdict.naive) }
          )
        : phrase(
            'With {{days}} days of history no season can be learned: last value, trend, the day before and what repeats are blended, with the network of the series where one could be trained.',
            { days }
          );
    }
    case 'constant':
      return phrase(
        'Until the anomalous values the history had one value alone, so no band can be measured around what it does next.'
      );
    case 'not-compared':
      return phrase('Nothing could be compared on the last fifth of the history; the blend is shown.');
  }
}

function nameOf(name: MemberName): Phrase {
  return name === 'day' ? phrase('the seasonal naive forecast') : phrase('the last value');
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
