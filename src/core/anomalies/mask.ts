import { type PresetName, defaultRules, findIncidents, scoreSamples } from '../detector';
import type { Samples } from '../channels';
import type { ForecastOptions } from '../options';
import { type Series, indexFrom, lastKnownIndex, timeAt } from '../series';
import { DAY_SECONDS } from '../math';

/** Incidents that are kept out of what is learned are found by this preset, whatever is marked. */
const PRESET: PresetName = 'sustained';
/** A series of which incidents are more than this share has no normal that they could be kept out of. */
export const MAX_SHARE = 0.2;
/** Share of the history that the detector learns from before it judges; a day at least. */
const WARM_UP_SHARE = 0.15;

/** Rows that a detector learns from before it judges. */
export function warmUpOf({ values, step }: Series): number {
  return Math.max(Math.round(DAY_SECONDS / step), Math.round(WARM_UP_SHARE * values.length));
}

export function toSamples(series: Series): Samples {
  return { times: Float64Array.from(series.values, (_, row) => timeAt(series, row)), values: series.values };
}

/**
 * (N) 1 where a value is not to be learned from: in excluded windows, and in the first day of an incident that is over
 * for a day. A later one is learned from: forecasts that do not see it are worse (docs/accuracy/forecasts.md).
 */
export function findMask(series: Series, options: ForecastOptions): Uint8Array {
  const excluded = excludedRows(series, options);
  const samples = toSamples(withoutMasked(series, excluded));
  const warmUp = warmUpOf(series);
  const scored = scoreSamples(samples, { preset: PRESET, warmUp });
  const rules = defaultRules(PRESET, { warmUp, step: series.step, hasNetwork: false });
  const mask = excluded.slice();
  const day = Math.round(DAY_SECONDS / series.step);
  let masked = 0;
  for (const { start, end } of findIncidents(samples, scored, rules)) {
    const to = Math.min(end + 1, start + day);
    if (to > lastKnownIndex(series.values) - day) {
      continue;
    }
    // By what came before it alone, as all that is masked.
    if (masked + to - start <= MAX_SHARE * to) {
      mask.fill(1, start, to);
      masked += to - start;
    }
  }
  return mask;
}

/** (N) 1 in excluded windows. */
export function excludedRows(series: Series, options: ForecastOptions): Uint8Array {
  const rows = new Uint8Array(series.values.length);
  for (const { from, to } of options.excludedWindows) {
    for (let row = indexFrom(series, from); row < rows.length && timeAt(series, row) <= to; row++) {
      rows[row] = 1;
    }
  }
  return rows;
}

/** The series with gaps where it is masked. */
export function withoutMasked(series: Series, mask: Uint8Array): Series {
  return mask.some(Boolean) ? { ...series, values: series.values.map((value, t) => (mask[t] ? NaN : value)) } : series;
}
