import type { ForecastOptions } from './options';
import type { Series } from './series';

/** (N) 1 where a value is not to be learned from: an incident. */
export function findMask(series: Series, _options: ForecastOptions): Uint8Array {
  return new Uint8Array(series.values.length);
}

/** The series with gaps where it is masked. */
export function withoutMasked(series: Series, mask: Uint8Array): Series {
  return mask.some(Boolean) ? { ...series, values: series.values.map((value, t) => (mask[t] ? NaN : value)) } : series;
}
