/** A model whose band the values since its training left more often than chance explains. */
export interface Drift {
  /** how many of the values since its training lay outside of the band */
  outside: number;
  /** values since its training */
  points: number;
  /** share that the band should hold, 0..1 */
  level: number;
}

/** Fewer values than this say nothing. */
const FEWEST = 12;
/** Chance at most that values of a series that stays as it was are taken for drift, at one look. */
const ALPHA = 1e-3;

/**
 * Whether a band has come to miss more than it does: Kupiec's test of a band's coverage ("Techniques for verifying the
 * accuracy of risk measurement models", J. of Derivatives 3, 1995), one-sided, with Hoeffding's bound of the binomial
 * tail in the place of its limit, P(misses >= qn) <= exp(-n KL(q, p)) ("Probability inequalities for sums of bounded
 * random variables", JASA 58, 1963). Misses come in runs: n is divided by (1 + r) / (1 - r), the factor by which the
 * variance of a count over a two-state Markov chain with autocorrelation r exceeds that of independent ones. So one
 * incident, however long, is one miss or two, and no drift.
 * @param misses (n) 1 outside of the band, 0 inside, NaN where unknown
 * @param since index of the first that the model has not seen; what the band misses by itself is counted before it
 * @param level of the band, 0..1
 */
export function findDrift(misses: ArrayLike<number>, since: number, level: number): Drift | undefined {
  const known = Array.from(misses);
  const isKnown = (one: number) => !Number.isNaN(one);
  const before = known.slice(0, since).filter(isKnown);
  const after = known.slice(since).filter(isKnown);
  const outside = sum(after);
  const points = after.length;
  const usual = Math.max(1 - level, (sum(before) + 1) / (before.length + 2));
  const share = outside / points;
  if (points < FEWEST || share <= usual) {
    return undefined;
  }
  const correlation = Math.max(0, persistence(before), persistence(after));
  const independent = (points * (1 - correlation)) / (1 + correlation);
  return independent * divergence(share, usual) > -Math.log(ALPHA) ? { outside, points, level } : undefined;
}

const sum = (values: readonly number[]) => values.reduce((before, value) => before + value, 0);

/** Autocorrelation of a two-state chain: how much likelier a miss is after a miss; each count one larger (Laplace). */
function persistence(states: readonly number[]): number {
  const chanceAfter = (state: number) => {
    const next = states.slice(1).filter((_, i) => states[i] === state);
    return (sum(next) + 1) / (next.length + 2);
  };
  return chanceAfter(1) - chanceAfter(0);
}

/** Kullback-Leibler divergence of two coins, nats. */
function divergence(q: number, p: number): number {
  const term = (a: number, b: number) => (a > 0 ? a * Math.log(a / b) : 0);
  return term(q, p) + term(1 - q, 1 - p);
}
