/** Mean absolute error over the pairs of which both are known, in the unit of the series; NaN where there are none. */
export function mae(actual: ArrayLike<number>, point: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - point[i]);
    if (!Number.isNaN(error)) {
      sum += error;
      count++;
    }
  }
  return count > 0 ? sum / count : NaN;
}

/** MAE of the naive forecast `y(t) = y(t - period)` inside `values[from..to)`: the scale of MASE. */
export function naiveMae(values: Float64Array, period: number, from = 0, to = values.length): number {
  return mae(values.subarray(Math.min(from + period, to), to), values.subarray(from, Math.max(from, to - period)));
}
