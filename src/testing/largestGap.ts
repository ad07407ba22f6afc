/** The largest distance between two equally long lists of numbers; NaN is as NaN, and infinitely far from any number. */
export function largestGap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) {
    return Infinity;
  }
  return Array.from(one).reduce((largest, value, i) => {
    const gap = Object.is(value, other[i]) ? 0 : Math.abs(value - other[i]);
    return Math.max(largest, Number.isNaN(gap) ? Infinity : gap);
  }, 0);
}
