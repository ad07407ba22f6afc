import { type Block, type Bounds, type Forecast, findDrift, rowFrom } from '../bands';
import { type Replay, measureErrors, measureInside } from '../blend';
import { type Phrase, phrase } from '../language';
import { mean, naiveMae } from '../math';
import type { FittedForecast } from './fittedForecast';
import type { Accuracy, Coverage, ForecastSource, LeadTimes, ModelDrift } from './result';
import { type MemberName, SERIES_NETWORKS } from '../members';
import { type Slice, timeAt } from '../series';

/** Members that are measured and said of. */
export const SOURCES: ReadonlyMap<MemberName, ForecastSource> = new Map<MemberName, ForecastSource>([
  ['day', 'seasonal-naive'],
  ['last-value', 'last-value'],
  ['linear', 'linear'],
  ['pretrained', 'pretrained'],
  ...SERIES_NETWORKS.map((name) => [name, name] as const),
]);
/** Members that stand beside the blend and the naive forecast by lead time: `predict_linear` and the statistical one. */
const RIVALS: readonly MemberName[] = ['linear', 'sarx'];
/** Errors of the last day this many times as large as before are said. */
const DRIFT = 3;
/** Days of errors that those of the last one are held against. */
const DRIFT_DAYS = 2;

/**
 * Errors of the replay on the values as they were, incidents included: of the blend and of those members that users
 * know, the drawn one first.
 * @param season steps; the seasonal naive forecast of the rows before the replay is the unit of MASE
 */
export function accuraciesOf(
  replay: Replay,
  values: Float64Array,
  season: number | undefined,
  drawn: ForecastSource
): Accuracy[] {
  const scale = naiveMae(values, season ?? 1, 0, replay.from);
  const accuracyOf = (source: ForecastSource, points: Float64Array): Accuracy => {
    const { mae } = measureErrors({ ...replay, points }, values, replayed(replay, values));
    return { source, mae, mase: scale > 0 ? mae / scale : NaN };
  };
  const accuracies = [accuracyOf('blend', replay.points)];
  for (const [name, source] of SOURCES) {
    const points = replay.members.get(name);
    if (points) {
      accuracies.push(accuracyOf(source, points));
    }
  }
  const rank = ({ source }: Accuracy) => (source === drawn ? 0 : 1);
  return accuracies.filter(({ mae }) => !Number.isNaN(mae)).sort((a, b) => rank(a) - rank(b));
}

/** Shares of the values, incidents included, inside the bands that the replay would have drawn. */
export function coveragesOf(replay: Replay, values: Float64Array, bounds: Bounds): Coverage[] {
  const { horizon, offsets } = replay;
  const late = { from: horizon - Math.floor(horizon / 3), to: horizon };
  return offsets.levels.map((level, l) => {
    const [all, latest] = [{ from: 0, to: horizon }, late].map((leads) =>
      measureInside(replay, values, bounds, l, replayed(replay, values), leads)
    );
    return { level, measured: all.share, count: all.count, late: latest.share };
  });
}

/** Errors and coverage by block of lead times, against the seasonal naive forecast or else the last value. */
export function leadTimesOf(
  replay: Replay,
  values: Float64Array,
  bounds: Bounds,
  blocks: readonly Block[]
): LeadTimes[] {
  const naive = replay.members.get('day') ?? replay.members.get('last-value');
  const slice = replayed(replay, values);
  const widest = replay.offsets.levels.length - 1;
  return blocks.map((block) => {
    const maeOf = (points: Float64Array) => measureErrors({ ...replay, points }, values, slice, block).mae;
    return {
      ...block,
      mae: maeOf(replay.points),
      naiveMae: naive ? maeOf(naive) : NaN,
      others: RIVALS.flatMap((member) => {
        const points = replay.members.get(member);
        return points ? [{ member, mae: maeOf(points) }] : [];
      }),
      coverage: measureInside(replay, values, bounds, widest, slice, block).share,
    };
  });
}

/** The rows that were replayed, and the origin of the first. */
function replayed({ from }: Replay, values: Float64Array): Slice {
  return { from: from - 1, to: values.length };
}

/** Errors one step ahead in the last day over those before it; 1 where too little is known. */
export function driftOf({ origins, horizon, points }: Replay, values: Float64Array, day: number): number {
  const errors = Array.from(origins, (origin, w) => Math.abs(values[origin + 1] - points[w * horizon]));
  const last = Math.max(
    0,
    origins.findIndex((origin) => origin + 1 >= values.length - day)
  );
  const ratio = mean(errors.slice(last)) / mean(errors.slice(0, last));
  const isLong = last > 0 && origins[last] - origins[0] >= DRIFT_DAYS * day;
  return isLong && Number.isFinite(ratio) ? ratio : 1;
}

/** A sentence where the live errors have grown. */
export function driftNotes(drift: number): Phrase[] {
  return drift < DRIFT
    ? []
    : [
        phrase(
          'In the last day the forecast was off by {{times}} times as much as before: the series may have changed for good. Retrain, or wait for the band to follow.',
          { times: drift.toFixed(1) }
        ),
      ];
}

/**
 * Whether the series has left what its model was trained on: values since then against the band that the replay drew
 * before each, or another level that it holds.
 * @param expected the band behind the replayed rows
 * @param trainedOn last observed time that the model was trained on, ms
 */
export function modelDrift(
  {
    series,
    known,
    regime,
    replay,
    forecaster,
  }: Pick<FittedForecast, 'series' | 'known' | 'regime' | 'replay' | 'forecaster'>,
  expected: Forecast,
  trainedOn: number
): ModelDrift | undefined {
  const held = regime ? known.values.length - regime.since : 0;
  const since = regime ? timeAt(series, regime.since) : NaN;
  if (held > forecaster.spread.day && since > trainedOn) {
    return { kind: 'level', since };
  }
  const { level, lower, upper } = expected.intervals[expected.intervals.length - 1];
  const misses = lower.map((edge, i) => {
    const value = known.values[replay.from + i];
    return Number.isNaN(value - edge) ? NaN : Number(value < edge || value > upper[i]);
  });
  const drift = findDrift(misses, rowFrom(expected, trainedOn + 1), level);
  return drift && { kind: 'misses', ...drift };
}
