import { type DataQueryRequest, type ScopedVars } from '@grafana/data';
import { parseDuration } from './duration';
import { interpolateValue, timeVariables } from './interpolate';
import { type RangeParams, rangeParams } from '../api';
import { type PromQuery } from '../types';

/** Replaces variables; the part of Grafana's `TemplateSrv` that is used here. */
export type Replace = (
  text: string,
  scopedVars: ScopedVars,
  format?: (value: unknown, variable: { multi?: boolean; includeAll?: boolean }) => string
) => string;

/** All that is asked of Prometheus for one query: no variable is left in it. */
export interface ResolvedQuery {
  refId: string;
  expr: string;
  legendFormat?: string;
  range?: RangeParams;
  /** time of the instant query, seconds since the epoch */
  instant?: number;
}

type Context = Pick<DataQueryRequest, 'range' | 'intervalMs' | 'scopedVars'>;

/**
 * @param scrapeInterval of the data source, seconds; the base of `$__rate_interval` where the query has no minimum step
 */
export function resolveQuery(query: PromQuery, context: Context, scrapeInterval: number, replace: Replace) {
  const { scopedVars, intervalMs } = context;
  const from = context.range.from.valueOf();
  const to = context.range.to.valueOf();
  const minStep = parseMinStep(replace(query.interval ?? '', scopedVars));
  const range = rangeParams(from, to, intervalMs, minStep ?? 0);
  const variables = timeVariables(range.step, minStep ?? scrapeInterval, to - from);
  const resolved: ResolvedQuery = {
    refId: query.refId,
    expr: replace(query.expr, { ...scopedVars, ...variables }, interpolateValue),
    legendFormat: query.legendFormat && replace(query.legendFormat, scopedVars),
    range: query.range || !query.instant ? range : undefined,
    instant: query.instant ? to / 1000 : undefined,
  };
  return resolved;
}

function parseMinStep(text: string): number | undefined {
  const seconds = parseDuration(text);
  if (text.trim() && seconds === undefined) {
    throw new Error(`invalid minimum step; not a duration such as 15s: ${text}`);
  }
  return seconds;
}
