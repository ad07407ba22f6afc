import type { Metric } from '../types';
import { parseValue } from './prometheus';
import { isRecord, readMetrics } from './queryData';

/** One observation that a client library kept beside its counts, with labels of its own, such as a trace's id. */
export interface Exemplar {
  /** ms since the epoch */
  time: number;
  value: number;
  /** of its series and its own */
  labels: Metric;
}

const recordsIn = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The exemplars of an answer of `query_exemplars`, by rising time. One without a finite time and value is left out. */
export function readExemplars(data: unknown): Exemplar[] {
  return recordsIn(data)
    .flatMap(({ seriesLabels, exemplars }) =>
      recordsIn(exemplars).map(({ labels, value, timestamp }): Exemplar => {
        const [ofSeries, own] = readMetrics([seriesLabels ?? {}, labels ?? {}]);
        return {
          time: Math.round(Number(timestamp) * 1000),
          value: typeof value === 'string' || typeof value === 'number' ? parseValue(value) : NaN,
          labels: { ...ofSeries, ...own },
        };
      })
    )
    .filter(({ time, value }) => Number.isFinite(time) && Number.isFinite(value))
    .sort((a, b) => a.time - b.time);
}
