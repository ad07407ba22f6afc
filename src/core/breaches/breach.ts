import type { Forecast } from '../bands/forecast';

/** When the forecast crosses a threshold. Times in ms since the epoch, NaN where it is not crossed within the horizon. */
export interface Breach {
  threshold: number;
  direction: 'above' | 'below';
  /** when the point crosses; NaN if only an edge of the band does */
  time: number;
  /** the earliest and the latest crossing by the edges of the interval of `level` */
  earliest: number;
  latest: number;
  level: number;
  /** the last actual is at or above the threshold already: all three times are the origin */
  already?: boolean;
  /** of crossing within the horizon, 0..1; absent where only edges of a band were followed */
  probability?: number;
}

/** Breach times are given by the widest interval up to this level: "between 11:00 and 19:00" should be short. */
const BREACH_LEVEL = 0.8;

/**
 * First crossings of each threshold, upwards from an actual below it and downwards from one at or above it, by linear
 * interpolation between grid times, starting from the last actual. As in Grafana, a value on a threshold has reached it.
 *
 * @param origin time (ms) and value of the last actual
 */
export function findBreaches(
  forecast: Forecast,
  origin: { time: number; value: number },
  thresholds: readonly number[]
): Breach[] {
  const narrow = forecast.intervals.filter(({ level }) => level <= BREACH_LEVEL + 1e-9);
  const interval = narrow.at(-1) ?? forecast.intervals.at(0);
  const { lower, upper, level } = interval ?? { lower: forecast.point, upper: forecast.point, level: NaN };
  const breaches: Breach[] = [];
  for (const threshold of new Set(thresholds.filter(Number.isFinite))) {
    const isAbove = origin.value >= threshold;
    if (isAbove) {
      const { time } = origin;
      breaches.push({ threshold, direction: 'above', time, earliest: time, latest: time, level, already: true });
    }
    const direction = isAbove ? 'below' : 'above';
    const crossing = (path: Float64Array) => firstCrossing(forecast.times, path, origin, threshold, direction);
    const [near, far] = isAbove ? [lower, upper] : [upper, lower];
    const breach = { time: crossing(forecast.point), earliest: crossing(near), latest: crossing(far), level };
    if (!Number.isNaN(breach.time) || !Number.isNaN(breach.earliest)) {
      breaches.push({ threshold, direction, ...breach });
    }
  }
  return breaches;
}

/** The breaches that are still to come at `now` (ms): of a series that stopped, what passed meanwhile is not known. */
export function breachesAfter(breaches: readonly Breach[], now: number): Breach[] {
  return breaches
    .filter(({ time, latest, earliest }) => time > now || latest > now || (Number.isNaN(latest) && earliest > now))
    .map((breach) => ({ ...breach, time: Math.max(breach.time, now), earliest: Math.max(breach.earliest, now) }));
}

/** First time the path is at or beyond the threshold, NaN if never. */
function firstCrossing(
  times: Float64Array,
  path: Float64Array,
  origin: { time: number; value: number },
  threshold: number,
  direction: 'above' | 'below'
): number {
  let { time, value } = origin;
  for (let i = 0; i < path.length; i++) {
    const isCrossed = direction === 'above' ? path[i] >= threshold : path[i] < threshold;
    if (isCrossed) {
      const share = (threshold - value) / (path[i] - value);
      return time + Math.min(Math.max(share, 0), 1) * (times[i] - time);
    }
    if (!Number.isNaN(path[i])) {
      time = times[i];
      value = path[i];
    }
  }
  return NaN;
}
