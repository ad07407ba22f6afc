import type { Block, Bounds } from '../bands';
import { type Replay, forEachPair, measureAccuracy } from '../blend';
import { mean, naiveMae } from '../math';
import type { Accuracy, Coverage, ForecastSource, LeadTimes } from './result';
import type { MemberName } from '../members';

/** Members that are measured and said of. */
export const SOURCES: ReadonlyMap<MemberName, ForecastSource> = new Map<MemberName, ForecastSource>([
  ['day', 'seasonal-naive'],
  ['last-value', 'last-value'],
  ['linear', 'linear'],
  ['pretrained', 'pretrained'],
  ['lstm', 'lstm'],
]);
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
  const slice = { from: replay.from - 1, to: values.length };
  const scale = naiveMae(values, season ?? 1, 0, replay.from);
  const accuracies: Accuracy[] = [{ source: 'blend', ...measureAccuracy(replay, values, slice, scale) }];
  for (const [name, source] of SOURCES) {
    const points = replay.members.get(name);
    if (points) {
      accuracies.push({ source, ...measureAccuracy({ ...replay, points }, values, slice, scale) });
    }
  }
  const rank = ({ source }: Accuracy) => (source === drawn ? 0 : 1);
  return accuracies.filter(({ mae }) => !Number.isNaN(mae)).sort((a, b) => rank(a) - rank(b));
}

/** Shares of the values, incidents included, inside the bands that the replay would have drawn. */
export function coveragesOf(replay: Replay, values: Float64Array, bounds: Bounds): Coverage[] {
  const lateFrom = replay.horizon - Math.floor(replay.horizon / 3);
  return replay.offsets.levels.map((level, l) => {
    const [all, late] = [0, lateFrom].map((first) =>
      insideOf(replay, values, bounds, l, (leadTime) => leadTime > first)
    );
    return { level, measured: mean(all), count: all.length, late: mean(late) };
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
  const slice = { from: replay.from - 1, to: values.length };
  return blocks.map(({ from, to }) => {
    const maeOf = (points: Float64Array) => {
      const errors: number[] = [];
      forEachPair({ ...replay, points }, values, slice, (actual, point, leadTime) => {
        if (leadTime > from && leadTime <= to) {
          errors.push(Math.abs(actual - point));
        }
      });
      return mean(errors);
    };
    const widest = replay.offsets.levels.length - 1;
    const inside = insideOf(replay, values, bounds, widest, (leadTime) => leadTime > from && leadTime <= to);
    return { from, to, mae: maeOf(replay.points), naiveMae: naive ? maeOf(naive) : NaN, coverage: mean(inside) };
  });
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
export function driftNotes(drift: number): string[] {
  return drift < DRIFT
    ? []
    : [
        `In the last day the forecast was off by ${drift.toFixed(1)} times as much as before: the series may have ` +
          'changed for good. Retrain, or wait for the band to follow.',
      ];
}

/** 1 for each pair inside, 0 for each outside. */
function insideOf(
  replay: Replay,
  values: Float64Array,
  bounds: Bounds,
  level: number,
  isCounted: (leadTime: number) => boolean
): number[] {
  const inside: number[] = [];
  const { offsets, from } = replay;
  forEachPair(replay, values, { from: from - 1, to: values.length }, (actual, point, leadTime, at) => {
    const lower = Math.max(point - offsets.below[level][at], bounds.lower);
    const upper = Math.min(point + offsets.above[level][at], bounds.upper);
    if (isCounted(leadTime) && !Number.isNaN(lower + upper)) {
      inside.push(actual >= lower && actual <= upper ? 1 : 0);
    }
  });
  return inside;
}
