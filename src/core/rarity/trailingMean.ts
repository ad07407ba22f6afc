/** A mean of the last numbers, `length` of them once there are as many: each number costs the same. */
export function createTrailingMean(length: number): (value: number) => number {
  const ring = new Float64Array(length);
  let [count, sum] = [0, 0];
  return (value) => {
    const at = count % length;
    // Summed anew once a round: differences would add up.
    sum = at === 0 ? ring.reduce((all, one) => all + one, value - ring[0]) : sum + value - ring[at];
    ring[at] = value;
    count++;
    return sum / Math.min(count, length);
  };
}
