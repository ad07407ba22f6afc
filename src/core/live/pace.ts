/** Seconds between samples that are judged, at least: a week of minutes is as much as servers answer at once. */
const FINEST = 60;

/**
 * Seconds from one judged sample to the next: the step of the samples, or the least multiple of it that is a minute, unless
 * the grid is no coarser.
 */
export function paceOf(step: number, grid = Infinity): number {
  const pace = step * Math.max(1, Math.ceil(FINEST / step));
  return pace < grid ? pace : step;
}

/** The first sample of each stretch of `pace` seconds. Of times that are multiples of their step it is the one on the multiple. */
export function atPace(
  { times, values }: Record<'times' | 'values', readonly number[]>,
  pace: number
): Record<'times' | 'values', number[]> {
  const picked: Record<'times' | 'values', number[]> = { times: [], values: [] };
  let last = NaN;
  for (let i = 0; i < times.length; i++) {
    const stretch = Math.floor(times[i] / (1000 * pace));
    if (stretch !== last) {
      picked.times.push(times[i]);
      picked.values.push(values[i]);
      last = stretch;
    }
  }
  return picked;
}
