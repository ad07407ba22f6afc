import { type Replay, type Verdict, measureErrors } from '../blend';

/** A forecast with more than this share of a member is about that member, ... */
const MOST = 0.5;
/** ... and one with less than this of it is not about it at all. */
const LEAST = 0.1;

/**
 * A history too short for the backtest of the blend is judged by its replay: where the last value was no worse than
 * what was drawn, it is drawn alone. The replay was fitted on what came before it, so both are out of sample. The first
 * day cannot judge the day before, which is drawn as it is worth on other series where that is most of the forecast. Nor
 * does a replay whose fit was shorter still judge a forecast that has found the last value to be worth nearly nothing.
 * @param values (N) known values of the series
 * @param shares of the day before and of the last value in what is drawn
 */
export function judgeReplay(
  verdict: Verdict,
  replay: Replay,
  values: Float64Array,
  shares: { day: number; lastValue: number }
): Verdict {
  const lastValue = replay.members.get('last-value');
  if (verdict.kind !== 'too-little-history' || verdict.naive !== undefined || lastValue === undefined) {
    return verdict;
  }
  const dayBefore = replay.members.get('day');
  const isUnjudged = shares.day > MOST && dayBefore && isUnknownUpTo(values.length, dayBefore, replay);
  if (isUnjudged || shares.lastValue < LEAST) {
    return verdict;
  }
  const slice = { from: replay.from - 1, to: values.length };
  const [drawn, naive] = [replay.points, lastValue].map(
    (points) => measureErrors({ ...replay, points }, values, slice).mae
  );
  return drawn >= naive ? { ...verdict, naive: 'last-value' } : verdict;
}

/** Whether no outcome before row `end` was forecast. @param points (W * H) */
function isUnknownUpTo(end: number, points: Float64Array, { origins, horizon }: Replay): boolean {
  return points.every(
    (point, at) => Number.isNaN(point) || origins[Math.floor(at / horizon)] + 1 + (at % horizon) >= end
  );
}
