import type { Breach } from './breach';

/** A crossing is critical where the course goes this much beyond its threshold; the guide's rule. */
export const CRITICAL = 1.2;

/**
 * Whether a crossing is grave: the farthest course of the forecast goes well beyond the threshold. Of a threshold that is
 * not above 0 nothing is well beyond.
 * @param course (H) the forecast
 */
export function severityOfCrossing(
  { threshold, direction }: Pick<Breach, 'threshold' | 'direction'>,
  course: ArrayLike<number>
): 'warning' | 'critical' {
  const farthest = farthestOf(course, direction);
  const isBeyond = direction === 'above' ? farthest >= CRITICAL * threshold : farthest <= threshold / CRITICAL;
  return threshold > 0 && isBeyond ? 'critical' : 'warning';
}

/** The value of a course that is farthest on one side; infinite on the other side where it is empty. */
export function farthestOf(course: ArrayLike<number>, direction: Breach['direction']): number {
  return Array.from(course).reduce(
    (most, value) => (direction === 'above' ? Math.max(most, value) : Math.min(most, value)),
    direction === 'above' ? -Infinity : Infinity
  );
}
