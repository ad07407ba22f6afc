import { parsePromDuration } from '../core/promql';
import { type Params, waitsFor } from './api';
import { defaultScrapeInterval, type PromOptions, type TraceLink } from './types';
import { isRecord } from './wire';

/** Settings as they are meant: defaults where nothing, or nothing that can be read, is stored. */
export interface Settings {
  method: 'POST' | 'GET';
  /** how long Grafana's proxy waits, s */
  patience: number;
  /** a duration */
  scrapeInterval: string;
  /** sent with each query */
  params: Params;
  /** how long samples may take to arrive, ms */
  lateMs: number;
  /** whether ranges of dashboards come through the cache, too */
  cachesAll: boolean;
  epoch: number;
  /** bytes that a browser keeps of its histories */
  cacheBytes: number;
  /** the data source that is asked instead of the URL */
  throughUid?: string;
  /** minimum step of new queries, a duration */
  defaultStep?: string;
  /** labels of exemplars that lead to traces */
  traceLinks: TraceLink[];
}

export const defaultCacheMb = 128;
export const defaultLateWindow = '10m';

/** Parameters that a query itself names, which no setting may. */
const reserved = ['query', 'start', 'end', 'step', 'time', 'match[]'];

export function readSettings(stored: PromOptions): Settings {
  const { timeInterval, queryTimeout, httpMethod, timeout, incrementalQueryOverlapWindow } = stored;
  return {
    method: httpMethod === 'GET' ? 'GET' : 'POST',
    patience: waitsFor(timeout),
    scrapeInterval: timeInterval && parsePromDuration(timeInterval) ? timeInterval : defaultScrapeInterval,
    params: {
      ...(queryTimeout && parsePromDuration(queryTimeout) && { timeout: queryTimeout }),
      ...readParams(new URLSearchParams(stored.customQueryParameters ?? '')),
    },
    lateMs: 1000 * (parsePromDuration(incrementalQueryOverlapWindow ?? '') ?? parsePromDuration(defaultLateWindow)!),
    cachesAll: stored.incrementalQuerying === true,
    epoch: Number(stored.historyEpoch) || 0,
    throughUid: stored.throughUid || undefined,
    defaultStep: stored.defaultStep && parsePromDuration(stored.defaultStep) ? stored.defaultStep : undefined,
    traceLinks: Array.isArray(stored.exemplarTraceIdDestinations)
      ? stored.exemplarTraceIdDestinations.filter(isRecord)
      : [],
    cacheBytes: 2 ** 20 * readMegabytes(stored.historyCacheMb),
  };
}

function readParams(custom: URLSearchParams): Params {
  const names = [...new Set(custom.keys())].filter((name) => name && !reserved.includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const values = custom.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    })
  );
}

/** Megabytes of the cache; the default for what is no number of them. */
export function readMegabytes(stored: number | string | undefined): number {
  const megabytes = stored === undefined || stored === '' ? NaN : Number(stored);
  return megabytes >= 0 ? megabytes : defaultCacheMb;
}
