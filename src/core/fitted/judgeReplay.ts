import { type Replay, type Verdict, measureErrors } from '../blend';

/** A forecast with more than this share of a member is about that member. */
const MOST = 0.5;

/**
 * A history too short for the backtest of the blend is judged by its replay: where the last value was no worse than
 * what was drawn, it is drawn alone. The replay was fitted on what came before it, so both are out of sample. The first
 * day cannot judge the day before, which is drawn as it is worth on other series where that is most of the forecast.
 * @param values (N) known values of the series
 * @param dayShare of the day before in what is drawn
 */
export function judgeReplay(verdict: Verdict, replay: Replay, values: Float64Array, dayShare: number): Verdict {
  const lastValue = replay.members.get('last-value');
  if (verdict.kind !== 'too-little-history' || verdict.naive !== undefined || lastValue === undefined) {
    return verdict;
  }
  const dayBefore = replay.members.get('day');
  if (dayShare > MOST && dayBefore && isUnknownUpTo(values.length, dayBefore, replay)) {
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
