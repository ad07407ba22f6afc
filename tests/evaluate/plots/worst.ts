/**
 * The entries with the highest fault, at most so many of a family, so that one bad family does not hide the others.
 * @param faultOf NaN for what cannot be judged
 */
export function worst<T extends { family: string }>(
  all: readonly T[],
  faultOf: (one: T) => number,
  count: number,
  mostOfFamily: number
): T[] {
  const taken = new Map<string, number>();
  return all
    .filter((one) => !Number.isNaN(faultOf(one)))
    .sort((a, b) => faultOf(b) - faultOf(a))
    .filter(({ family }) => {
      const before = taken.get(family) ?? 0;
      taken.set(family, before + 1);
      return before < mostOfFamily;
    })
    .slice(0, count);
}
