/** Means over any stretch of a list in constant time, from prefix sums. NaN counts as unknown and is skipped. */
export class RunningMean {
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  /** @param values (N) */
  constructor(readonly values: Float64Array) {
    this.sums = new Float64Array(values.length + 1);
    this.counts = new Int32Array(values.length + 1);
    values.forEach((value, i) => {
      const isKnown = !Number.isNaN(value);
      this.sums[i + 1] = this.sums[i] + (isKnown ? value : 0);
      this.counts[i + 1] = this.counts[i] + (isKnown ? 1 : 0);
    });
  }

  /** Mean of the known values of rows `from..to`, both included and cut to the list; NaN where none is known. */
  over(from: number, to: number): number {
    const first = Math.max(from, 0);
    const end = Math.min(to, this.values.length - 1) + 1;
    const count = end > first ? this.counts[end] - this.counts[first] : 0;
    return count > 0 ? (this.sums[end] - this.sums[first]) / count : NaN;
  }
}
