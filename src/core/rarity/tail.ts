/** Logarithmic bins of 6 %, from a ten-thousandth of the unit on. */
const BINS = 400;
const WIDTH = 0.06;
const LOWEST = Math.log(1e-4);
/** Numbers between two fits of the tail. */
const EVERY = 32;
/** The tail begins where this share of the numbers is beyond, unless said otherwise, ... */
const TAIL = 0.01;
/** ... and its body, by which faults in the past do not widen it, where this many times the share is. */
const BODY = 10;
/** Numbers that the mean excess of the tail begins with, and what they would say as a share of the border. */
const PRIOR = 20;
const PRIOR_EXCESS = 0.25;
/** Least scale as a share of the border. */
const LEAST = 0.05;
/** Start of the mean of the distances where almost all are 0, standardised, and the number of distances that it counts. */
const UNIT = 1;
const FEW = 5;

/** Rarity of a distance by the distances so far. */
export interface Tail {
  /** -log10 of the chance of a distance as large as this; 0 where it is usual, or where too little is known */
  rarity(distance: number): number;
  /** a distance of what is usual, >= 0 */
  learn(distance: number): void;
}

/**
 * The upper tail of a stream of distances: a histogram, and an exponential tail from a high quantile on, as peaks
 * over a threshold have (Pickands, Statistical inference using extreme order statistics, 1975; Siffer and others, Anomaly
 * detection in streams with extreme value theory, 2017, with shape 0). Its scale is the geometric mean of two: the mean
 * excess, and what the body of the distribution leads to, which faults in the past leave alone. Where almost all
 * distances are 0, it is the tail of the others.
 * @param fewest distances before the first fit; @param beyond share of the distances that the tail is fitted to
 */
export function createTail(fewest: number, beyond = TAIL): Tail {
  const bins = new Float64Array(BINS);
  let [count, next] = [0, fewest];
  let [border, scale, share] = [NaN, NaN, beyond];
  const fit = () => {
    border = quantileOf(bins, beyond * count);
    const body = Math.max((border - quantileOf(bins, BODY * beyond * count)) / Math.log(BODY), LEAST * border);
    const isRare = border === 0;
    let [known, excess] = isRare ? [FEW, FEW * UNIT] : [PRIOR, PRIOR * PRIOR_EXCESS * border];
    for (let bin = binOf(border) + 1; bin < BINS; bin++) {
      known += bins[bin];
      excess += bins[bin] * (Math.exp(LOWEST + (bin + 0.5) * WIDTH) - border);
    }
    share = isRare ? (known - FEW + 1) / count : beyond;
    scale = isRare ? excess / known : Math.sqrt(body * (excess / known));
  };
  return {
    rarity: (distance) => (distance > border ? -Math.log10(share) + (distance - border) / (scale * Math.LN10) : 0),
    learn(distance) {
      bins[binOf(distance)]++;
      count++;
      if (count >= next) {
        fit();
        next = count + EVERY;
      }
    },
  };
}

const binOf = (distance: number) => Math.max(0, Math.min(BINS - 1, Math.floor((Math.log(distance) - LOWEST) / WIDTH)));

/** The distance that `above` of the numbers lie beyond; 0 where fewer are known at all. */
function quantileOf(bins: Float64Array, above: number): number {
  let [bin, sum] = [BINS - 1, 0];
  while (bin > 0 && sum + bins[bin] < above) {
    sum += bins[bin--];
  }
  const part = bins[bin] > 0 ? Math.min(1, (above - sum) / bins[bin]) : 0;
  return bin === 0 ? 0 : Math.exp(LOWEST + (bin + 1 - part) * WIDTH);
}
