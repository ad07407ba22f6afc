import { clamp } from '../math';
import { dayLag } from '../history';
import { type Sarx, residualPath, seasonPath } from '../regression';

/** Hourly patches of the encoder: two days, whatever the step. */
export const PATCHES = 48;
/** Features of a patch. */
export const PATCH_FEATURES = 7;
/** Features of a lead time for the decoder. */
export const LEAD_FEATURES = 17;
/** Quantiles the network gives, in this order. */
export const NET_QUANTILES = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975] as const;

/** Input of the network for one forecast; its output q gives the quantile `base + scale * q` in standardised values. */
export interface NetInput {
  /** (48, 7) row-major, oldest patch first */
  encoder: Float32Array;
  /** (leads, 17) row-major */
  decoder: Float32Array;
  /** (leads) the SARX forecast, in standardised values; NaN where no earlier day is known */
  base: Float64Array;
  /** the mean size of SARX's errors, in standardised values */
  scale: number;
}

const LIMIT = 8;

/**
 * The input of the pre-trained network for a forecast from `origin`; reads nothing later. What is unknown is 0 to the
 * network, and what it would correct stays unknown: after a gap that is longer than the days of its season a guess of
 * it was five times as far off as what other members know.
 * @param leadTimes (leads) 1-based, at most the horizon of the model
 */
export function createNetInput(sarx: Sarx, origin: number, leadTimes: ArrayLike<number>): NetInput {
  const season = seasonPath(sarx, origin);
  const residual = residualPath(sarx, origin);
  const day = sarx.history.day ?? 1;
  const dayMean = sarx.history.clipped.over(origin - day + 1, origin);
  const seen = Float64Array.from(leadTimes, (h) => known(season[h - 1], known(dayMean)) + residual[h - 1]);
  return {
    encoder: encodePatches(sarx, origin, dayMean),
    decoder: describeLeads(sarx, origin, dayMean, leadTimes, seen, residual),
    base: Float64Array.from(leadTimes, (h) => season[h - 1] + residual[h - 1]),
    scale: sarx.scale,
  };
}

function encodePatches({ history, residual, scale }: Sarx, origin: number, dayMean: number): Float32Array {
  const { clipped, hour } = history;
  const out = new Float32Array(PATCHES * PATCH_FEATURES);
  for (let i = 0; i < PATCHES; i++) {
    const end = origin - (PATCHES - 1 - i) * hour;
    const { day, week } = history.clock(end);
    write(out, i * PATCH_FEATURES, [
      clipped.over(end - hour + 1, end) - dayMean,
      residual.over(end - hour + 1, end) / scale,
      residual.over(end, end) / scale,
      ...day,
      ...week,
    ]);
  }
  return out;
}

function describeLeads(
  sarx: Sarx,
  origin: number,
  dayMean: number,
  leadTimes: ArrayLike<number>,
  base: Float64Array,
  residualAhead: Float64Array
): Float32Array {
  const { history, residual, scale, season } = sarx;
  const day = history.day ?? 1;
  const dayCount = season.lags.length;
  const lastResidual = residual.over(origin, origin) / scale;
  let size = 0;
  let count = 0;
  for (let t = Math.max(0, origin - day + 1); t <= origin; t++) {
    const distance = Math.abs(residual.values[t]);
    size += known(distance);
    count += Number.isNaN(distance) ? 0 : 1;
  }
  const daySize = size / Math.max(count, 1) / scale;
  const out = new Float32Array(leadTimes.length * LEAD_FEATURES);
  for (let i = 0; i < leadTimes.length; i++) {
    const lead = leadTimes[i];
    const row = origin + lead;
    const share = lead / day;
    const lags = Array.from({ length: dayCount }, (_, k) => dayLag(history, row, k + 1, origin));
    const { mean, spread } = summarise(lags);
    const hands = history.clock(row);
    write(out, i * LEAD_FEATURES, [
      share,
      Math.sqrt(share),
      Math.exp(-24 * share),
      Math.exp(-4 * share),
      base[i] - dayMean,
      residualAhead[lead - 1] / scale,
      lastResidual,
      (lags[0] - mean) / scale,
      (lags[dayCount - 1] - mean) / scale,
      spread / scale,
      daySize,
      ...hands.day,
      ...hands.halfDay,
      ...hands.week,
    ]);
  }
  return out;
}

/** Mean and standard deviation of the known lags. */
function summarise(lags: readonly number[]): { mean: number; spread: number } {
  const some = lags.filter((lag) => !Number.isNaN(lag));
  const mean = some.reduce((sum, lag) => sum + lag, 0) / some.length;
  return { mean, spread: Math.sqrt(some.reduce((sum, lag) => sum + (lag - mean) ** 2, 0) / some.length) };
}

function write(out: Float32Array, at: number, features: readonly number[]): void {
  features.forEach((feature, i) => (out[at + i] = clamp(known(feature), -LIMIT, LIMIT)));
}

function known(value: number, otherwise = 0): number {
  return Number.isNaN(value) ? otherwise : value;
}
