/** Small statistics shared by the core. All skip NaN; all give NaN where nothing is known. */

/** Known (not NaN) values of `values[from..to)`, rising. */
export function sortedKnown(values: ArrayLike<number>, from = 0, to = values.length): Float64Array {
  const known = new Float64Array(Math.max(0, to - from));
  let count = 0;
  for (let i = from; i < to; i++) {
    if (!Number.isNaN(values[i])) {
      known[count++] = values[i];
    }
  }
  return known.subarray(0, count).sort();
}

/** Quantile `q` in [0, 1] of values that are sorted already, linear between neighbours (Hyndman and Fan, type 7). */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) {
    return NaN;
  }
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export function median(values: ArrayLike<number>): number {
  return quantileOfSorted(sortedKnown(values), 0.5);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) {
      sum += values[i];
      count++;
    }
  }
  return count > 0 ? sum / count : NaN;
}

/** Standard deviation of the population; NaN where nothing is known. */
export function deviation(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) {
      sum += (values[i] - center) ** 2;
      count++;
    }
  }
  return Math.sqrt(sum / count);
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** The identity up to `limit`, then logarithmic: an outlier stays visible and cannot dominate. */
export function softClip(value: number, limit: number): number {
  const size = Math.abs(value);
  return size <= limit ? value : Math.sign(value) * (limit + Math.log1p(size - limit));
}
