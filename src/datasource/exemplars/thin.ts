import type { Exemplar } from '../wire';

/** Exemplars of one step stand at least as many standard deviations of all of them apart. */
const APART = 2;

/**
 * The exemplars that a chart has room for: of each step the largest, and those below that are far from the last one kept.
 * @param exemplars by rising time; @param step ms
 */
export function thin(exemplars: Exemplar[], step: number): Exemplar[] {
  const mean = exemplars.reduce((sum, { value }) => sum + value, 0) / exemplars.length;
  const variance = exemplars.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / exemplars.length;
  const apart = APART * Math.sqrt(variance);
  const bySteps = new Map<number, Exemplar[]>();
  for (const one of exemplars) {
    const at = Math.floor(one.time / step);
    bySteps.set(at, [...(bySteps.get(at) ?? []), one]);
  }
  return [...bySteps.values()].flatMap((inStep) => {
    const kept: Exemplar[] = [];
    for (const one of [...inStep].sort((a, b) => b.value - a.value)) {
      const last = kept[kept.length - 1];
      if (!last || last.value - one.value > apart) {
        kept.push(one);
      }
    }
    return kept.sort((a, b) => a.time - b.time);
  });
}
