/**
 * Distance of a quantile of Student's t with `freedom` degrees over that of the normal distribution: the share of a scale
 * that so few samples leave unknown. The first two terms of Fisher's expansion (Abramowitz and
 * Stegun 26.7.5), which is short of it below two degrees.
 * @param tail probability beyond the quantile, in (0, .5)
 * @param freedom at least 1; Infinity for no widening
 */
export function widening(tail: number, freedom: number): number {
  const z = normalQuantile(tail);
  return 1 + (z ** 2 + 1) / (4 * freedom) + (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * freedom ** 2);
}

/** The number that a standard normal one exceeds with a probability in (0, .5), to 4.5e-4 (Abramowitz and Stegun 26.2.23). */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3);
}
