import { effectiveDays, halfLifeOf, weightOfAge } from './age';
import { leadsOf, type Block } from './blocks';
import { widening } from './fewSamples';
import { argsort } from '../math';

/**
 * Multiplicative conformal prediction per block of lead times: quantiles of the errors in units of their expected size,
 * each side of its own, over all past forecasts of which the outcome is known, the younger the more (weighted conformal
 * prediction; Barber et al., 2023). Small samples are answered by a stricter level. The median is not moved.
 */
export interface Calibration {
  /** (quantiles), rising, in (0, 1) */
  quantiles: readonly number[];
  /** (blocks)(quantiles) offsets in units of the spread: rising, <= 0 below the median, >= 0 above; NaN if nothing is known */
  factors: Float64Array[];
}

const LEADS = 12;
/**
 * So many stretches of a day count as independent: what held 80 and 95 % best on families of series, each left out of
 * the choice (docs/accuracy/bands.md).
 */
const STRETCHES_A_DAY = 2.5;
/** Days ahead from which past forecasts overlap so much that a handful are independent: as many as fit one after the other. */
const FAR_DAYS = 7;

/** Past forecasts that fit one after the other, from which a band is as wide as they say. */
const ENOUGH = 7;
/** Degrees of freedom that so few have at least within these days: fewer widen more than they help (docs/accuracy/edges.md). */
const LEAST_FREEDOM = 1.5;

/** Levels are sums of halves and tails, which are rounded. */
const SAME = 1e-9;

/** Calibrates with the outcomes that are known at row `now`. */
export type Calibrator = (quantiles: readonly number[], now: number) => Calibration;

/**
 * @param errors (W * H) actual - point, NaN where not known
 * @param spread (W * H) expected size of each
 * @param origins (W) rising
 */
export function createCalibrator(
  errors: Float64Array,
  spread: Float64Array,
  origins: Int32Array,
  blocks: readonly Block[],
  { day, hour }: { day: number; hour: number }
): Calibrator {
  // A new origin changes what is known and how old it is, not the order: sorted once.
  const ratios = blocks.map((block) => {
    const halfLife = halfLifeOf(block.to / day);
    return sortRatios(errors, spread, origins, leadsOf(block, LEADS), { day, halfLife });
  });
  return (quantiles, now) => {
    const known = (now - (origins.at(0) ?? now)) / day;
    const days = effectiveDays(known);
    const factors = blocks.map(({ to }, b) => {
      const own = quantileFactors(ratios[b], now, quantiles, STRETCHES_A_DAY * days);
      const isSeenOnce = known < 1 && to > hour;
      const samples = isSeenOnce ? 1 : (known * day) / to;
      return widened(own, quantiles, samples, to > FAR_DAYS * day ? Infinity : ENOUGH);
    });
    return { quantiles, factors: fillUnknown(factors) };
  };
}

/** Errors in units of their expected size, by rising value. */
interface Ratios {
  values: Float64Array;
  /** against each other; all fall alike as time goes on */
  weights: Float64Array;
  /** of the outcome */
  rows: Int32Array;
  /** (rows + 1) weight of all outcomes of earlier rows */
  totals: Float64Array;
}

function sortRatios(
  errors: Float64Array,
  spread: Float64Array,
  origins: Int32Array,
  leads: readonly number[],
  { day, halfLife }: { day: number; halfLife: number }
): Ratios {
  const horizon = errors.length / origins.length;
  const last = origins[origins.length - 1];
  const all = new Float64Array(origins.length * leads.length);
  const places = new Uint32Array(all.length);
  let count = 0;
  for (let w = 0; w < origins.length; w++) {
    for (const h of leads) {
      const at = w * horizon + h;
      const ratio = errors[at] === 0 ? 0 : errors[at] / spread[at];
      if (Number.isFinite(ratio)) {
        all[count] = ratio;
        places[count++] = at;
      }
    }
  }
  const order = argsort(all.slice(0, count));
  const ages = Float64Array.from(origins, (origin) => weightOfAge(origin, last, day, halfLife));
  const values = new Float64Array(count);
  const weights = new Float64Array(count);
  const rows = new Int32Array(count);
  order.forEach((place, i) => {
    const w = Math.floor(places[place] / horizon);
    values[i] = all[place];
    weights[i] = ages[w];
    rows[i] = origins[w] + 1 + (places[place] % horizon);
  });
  const totals = new Float64Array(rows.reduce((latest, row) => Math.max(latest, row), -1) + 2);
  rows.forEach((row, i) => (totals[row + 1] += weights[i]));
  for (let row = 1; row < totals.length; row++) {
    totals[row] += totals[row - 1];
  }
  return { values, weights, rows, totals };
}

function quantileFactors(ratios: Ratios, now: number, quantiles: readonly number[], samples: number): Float64Array {
  const stricter = quantiles.map((quantile) => {
    const tail = strictTail(Math.min(quantile, 1 - quantile), samples);
    return quantile < 0.5 ? tail : 1 - tail;
  });
  const edges = weightedQuantiles(ratios, now, stricter);
  // They rise with the quantile: a stricter level is the further out the further out the level was.
  return Float64Array.from(quantiles, (quantile, k) => {
    if (quantile < 0.5) {
      return Math.min(0, edges[k]);
    }
    return quantile > 0.5 ? Math.max(0, edges[k]) : 0;
  });
}

/**
 * The tail to ask of so few independent samples: to first order what conformal prediction takes off,
 * (1 - tail) / (2 samples), and never all of it.
 */
function strictTail(tail: number, samples: number): number {
  return tail / (1 + (1 - tail) / (2 * samples * tail));
}

/**
 * Factors that were measured on so few independent samples: as much wider as the scale that they leave unknown is over that
 * of enough of them, and on both sides as far as their side may have been chance. Of less than a day all that is further
 * ahead than an hour has been seen once.
 */
function widened(factors: Float64Array, quantiles: readonly number[], samples: number, enough: number): Float64Array {
  if (samples >= enough) {
    return factors;
  }
  const freedom = Math.max(enough === Infinity ? 1 : LEAST_FREEDOM, samples - 1);
  const over = (tail: number) => widening(tail, freedom) / widening(tail, enough - 1);
  return onBothSides(factors, quantiles, samples).map((factor, k) =>
    quantiles[k] === 0.5 ? factor : factor * over(Math.min(quantiles[k], 1 - quantiles[k]))
  );
}

/** Each side nearer to the further one by the chance that all of so many errors fell on one side: of one they always do. */
function onBothSides(factors: Float64Array, quantiles: readonly number[], samples: number): Float64Array {
  const chance = 2 ** (1 - Math.max(1, samples));
  return factors.map((factor, k) => {
    const mirrored = -factors[quantiles.findIndex((other) => Math.abs(1 - other - quantiles[k]) < SAME)];
    const further = Math.abs(mirrored) > Math.abs(factor) ? mirrored : factor;
    return factor + chance * (further - factor);
  });
}

/** For each share, rising, the least value at or below which so much of the known weight lies; NaN if nothing is known. */
function weightedQuantiles(
  { values, weights, rows, totals }: Ratios,
  now: number,
  shares: readonly number[]
): Float64Array {
  const found = new Float64Array(shares.length).fill(NaN);
  const total = totals[Math.min(now + 1, totals.length - 1)];
  let [below, last, k] = [0, NaN, 0];
  for (let i = 0; i < rows.length && k < shares.length; i++) {
    if (rows[i] <= now) {
      below += weights[i];
      last = values[i];
      for (; k < shares.length && below >= shares[k] * total; k++) {
        found[k] = last;
      }
    }
  }
  // Rounding may leave the last share short of the total.
  found.fill(last, k);
  return found;
}

/** A block of which no outcome is known yet has the factors of the one before it. */
function fillUnknown(factors: Float64Array[]): Float64Array[] {
  factors.forEach((own, b) => {
    if (b > 0 && own.some(Number.isNaN)) {
      factors[b] = factors[b - 1];
    }
  });
  return factors;
}
