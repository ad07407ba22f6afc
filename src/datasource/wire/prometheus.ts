import { type Metric } from '../types';

/** Prometheus refuses more points per series in one request. */
export const maxPointsPerRequest = 11_000;
/** A request for more points than this is a mistake (a step of seconds over months) and is refused before it is sent. */
export const maxPoints = 50 * maxPointsPerRequest;

/** The arguments of `query_range`: seconds since the epoch, and seconds. */
export interface RangeParams {
  start: number;
  end: number;
  step: number;
}

/**
 * A time range as Prometheus wants it: both ends on multiples of the step, so that a refresh asks for the same
 * points again and a chart does not flicker. The step is the largest of what the panel can show and the minimum, so many
 * times as long as the resolution says.
 *
 * @param from ms since the epoch
 * @param to ms since the epoch
 * @param intervalMs time between points that the panel asks for, ms
 * @param minStep seconds
 * @param factor points that the panel could show for each that is asked for
 */
export function rangeParams(from: number, to: number, intervalMs: number, minStep: number, factor = 1): RangeParams {
  const stepMs = Math.max(1, Math.round(factor * Math.max(intervalMs, minStep * 1000)));
  return {
    start: (Math.floor(from / stepMs) * stepMs) / 1000,
    end: (Math.floor(to / stepMs) * stepMs) / 1000,
    step: stepMs / 1000,
  };
}

/** Number of points of a range, both ends included. */
export function countPoints({ start, end, step }: RangeParams): number {
  return Math.floor(Math.round((end - start) * 1000) / Math.round(step * 1000)) + 1;
}

/**
 * The same grid in pieces of at most `limit` points, in order of time: no point twice, none left out.
 * Computed in whole milliseconds; sums of fractional seconds would drift off the grid.
 */
export function chunks(range: RangeParams, limit = maxPointsPerRequest): RangeParams[] {
  const startMs = Math.round(range.start * 1000);
  const stepMs = Math.round(range.step * 1000);
  const points = countPoints(range);
  const pieces: RangeParams[] = [];
  for (let first = 0; first < points; first += limit) {
    const last = Math.min(first + limit, points) - 1;
    pieces.push({
      start: (startMs + first * stepMs) / 1000,
      end: (startMs + last * stepMs) / 1000,
      step: range.step,
    });
  }
  return pieces;
}

/** The same text for the same label set, whatever the order of the labels. */
export function metricId(metric: Metric): string {
  return JSON.stringify(Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A value as Prometheus writes it. `NaN`, `+Inf` and `-Inf` are values of their own and stay what they are; null, which
 * others write for a gap, is NaN.
 */
export function parseValue(text: string | number | null | undefined): number {
  switch (text) {
    case null:
    case undefined:
    case '':
      return NaN;
    case '+Inf':
    case 'Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return Number(text);
  }
}

/** A series as PromQL writes it: `up{instance="a",job="b"}`. */
export function formatMetric({ __name__ = '', ...labels }: Metric): string {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return matchers.length > 0 ? `${__name__}{${matchers.join(', ')}}` : __name__ || '{}';
}
