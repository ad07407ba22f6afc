/** Rows between two measurements of what errors are usual. */
const EVERY = 20;
/** Standard deviation of the usual errors at least, in standardised units: no quiet hour makes a ripple an incident. */
const MIN_DEVIATION = 0.03;
/** Largest likelihood: one chance in 10^30. */
const MAX_LIKELIHOOD = 30;
/** An average beyond this many standard deviations teaches no more than this: what is as far out is as improbable. */
const MAX_LESSON = 30;
/** From here on the tail of the normal distribution is taken from its asymptote. */
const FAR = 6;

/**
 * The improbability of the recent errors against all errors so far, as -log10 of a probability: 0 usual, 3 once in
 * thousands, at most 30. Errors are averaged over a window and compared with the mean and standard deviation of such
 * averages (after Lavin and Ahmad, Evaluating real-time anomaly detection algorithms, 2015).
 *
 * @param errors (N) absolute errors; NaN where unknown
 * @param window rows of the average
 * @param warmUp rows of the warm-up; nothing is judged in its first half
 * @param mask (N) 1 for rows that are not learned from, nor are averages that hold one
 * @param maxLesson standard deviations beyond which an average teaches no more
 */
export function likelihoodOf(
  errors: Float64Array,
  window: number,
  warmUp: number,
  mask: Uint8Array,
  maxLesson = MAX_LESSON
): Float64Array {
  const out = new Float64Array(errors.length);
  const half = Math.floor(warmUp / 2);
  let [count, mean, squares] = [0, 0, 0];
  let [usual, spread] = [0, 1];
  for (let t = 0; t < errors.length; t++) {
    const recent = trailingMean(errors, t, window);
    if (Number.isNaN(recent)) {
      continue;
    }
    if (t >= half && (t - half) % EVERY === 0) {
      usual = mean;
      spread = Math.max(count > 0 ? Math.sqrt(squares / count) : 1, MIN_DEVIATION);
    }
    if (t >= half) {
      out[t] = Math.min(MAX_LIKELIHOOD, negativeLogTail((recent - usual) / spread));
    }
    if (mask.subarray(Math.max(0, t - window + 1), t + 1).every((bad) => bad === 0)) {
      count++;
      const lesson = t > half ? Math.min(recent, usual + maxLesson * spread) : recent;
      const delta = lesson - mean;
      mean += delta / count;
      squares += delta * (lesson - mean);
    }
  }
  return out;
}

/** Mean of the known errors of the last rows. */
function trailingMean(errors: Float64Array, t: number, window: number): number {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, t - window + 1); i <= t; i++) {
    if (!Number.isNaN(errors[i])) {
      sum += errors[i];
      count++;
    }
  }
  return count > 0 ? sum / count : NaN;
}

/** -log10 of the probability that a standard normal number exceeds x. */
export function negativeLogTail(x: number): number {
  return x > FAR
    ? (x * x) / (2 * Math.LN10) + Math.log10(x * Math.sqrt(2 * Math.PI))
    : -Math.log10(0.5 * complementaryError(x / Math.SQRT2));
}

/**
 * erfc, to 1e-15 or so relative: the series of erf near 0, the continued fraction beyond (Abramowitz and Stegun 7.1.6,
 * 7.1.14).
 */
function complementaryError(x: number): number {
  if (x < 0) {
    return 2 - complementaryError(-x);
  }
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < 2) {
    let term = 2 * x;
    let sum = term;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - scale * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) {
    fraction = n / 2 / (x + fraction);
  }
  return scale / (x + fraction);
}
