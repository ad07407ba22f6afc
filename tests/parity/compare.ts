/** ||a - b|| / ||b||: the distance of two vectors relative to the second, the one believed. */
export function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new Error(`vectors of ${a.length} and ${b.length} values`);
  }
  let distance = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    distance += (a[i] - b[i]) ** 2;
    norm += b[i] ** 2;
  }
  return Math.sqrt(distance / norm);
}
