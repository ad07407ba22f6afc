import { effectiveDays, weightOfAge } from './age';
import { leadsOf, type Block } from './blocks';

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
/** A tail is made no smaller than this share of it, however few the days. */
const LEAST_TAIL = 0.35;
/** Within a quarter of a day two stretches a day are about independent, beyond it one. */
const SHORT_HOURS = 6;

/**
 * @param errors (W * H) actual - point, NaN where not known yet
 * @param spread (W * H) expected size of each
 * @param now row at which the calibration is made
 */
export function calibrateQuantiles(
  errors: Float64Array,
  spread: Float64Array,
  origins: Int32Array,
  blocks: readonly Block[],
  quantiles: readonly number[],
  time: { now: number; day: number; hour: number }
): Calibration {
  const horizon = errors.length / Math.max(1, origins.length);
  const factors = blocks.map((block) => {
    const ratios: Weighted[] = [];
    origins.forEach((origin, w) => {
      const weight = weightOfAge(origin, time.now, time.day);
      for (const h of leadsOf(block, LEADS)) {
        const [error, size] = [errors[w * horizon + h], spread[w * horizon + h]];
        const value = error === 0 ? 0 : error / size;
        if (Number.isFinite(value)) {
          ratios.push({ value, weight });
        }
      }
    });
    ratios.sort((a, b) => a.value - b.value);
    const days = (time.now - (origins.at(0) ?? time.now)) / time.day;
    const independent = block.to <= SHORT_HOURS * time.hour ? 2 : 1;
    const samples = independent * effectiveDays(days);
    return quantileFactors(ratios, quantiles, samples);
  });
  return { quantiles, factors: fillUnknown(factors) };
}

interface Weighted {
  value: number;
  weight: number;
}

function quantileFactors(sorted: readonly Weighted[], quantiles: readonly number[], samples: number): Float64Array {
  const factors = Float64Array.from(quantiles, (quantile) => {
    const tail = Math.min(quantile, 1 - quantile);
    const stricter = Math.max(tail - (1 - tail) / (2 * samples), LEAST_TAIL * tail);
    if (quantile < 0.5) {
      return Math.min(0, weightedQuantile(sorted, stricter));
    }
    return quantile > 0.5 ? Math.max(0, weightedQuantile(sorted, 1 - stricter)) : 0;
  });
  // A stricter level may overtake its neighbour where samples are few.
  const middle = quantiles.findIndex((quantile) => quantile >= 0.5);
  for (let k = middle - 1; k >= 0; k--) {
    factors[k] = Math.min(factors[k], factors[k + 1] ?? 0);
  }
  for (let k = middle + 1; k < factors.length; k++) {
    factors[k] = Math.max(factors[k], factors[k - 1]);
  }
  return factors;
}

/** The least value at or below which a share `q` of the weight lies; NaN where there is none. */
function weightedQuantile(sorted: readonly Weighted[], q: number): number {
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { value, weight } of sorted) {
    below += weight;
    if (below >= q * total) {
      return value;
    }
  }
  return sorted.at(-1)?.value ?? NaN;
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
