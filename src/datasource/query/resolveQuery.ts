import { type DataQueryRequest, type ScopedVars } from '@grafana/data';
import {
  type TimeValues,
  parsePromDuration,
  replaceTimeVariables,
  timeValues,
  withoutTimeWindows,
} from '../../core/promql';
import { say } from '../../language';
import { interpolateValue, writeValues } from './interpolate';
import { type RangeParams, rangeParams } from '../wire';
import { FORECAST, type PromQuery } from '../types';

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
  /** of a series without labels and legend */
  name: string;
  legendFormat?: string;
  range?: RangeParams;
  /** time of the instant query, seconds since the epoch */
  instant?: number;
  format?: PromQuery['format'];
  /** the exemplars of the range are asked for, too */
  hasExemplars: boolean;
  /** samples of the range that are final may come from the cache */
  isHistory: boolean;
}

type Context = Pick<DataQueryRequest, 'range' | 'intervalMs' | 'scopedVars'>;

/**
 * @param scrapeInterval of the data source, seconds; the base of `$__rate_interval` where the query has no minimum step
 * @param now ms: a range like "today" ends later, where an instant query finds nothing
 */
export function resolveQuery(
  query: PromQuery,
  context: Context,
  scrapeInterval: number,
  replace: Replace,
  now = Date.now()
) {
  const { scopedVars, intervalMs } = context;
  const from = context.range.from.valueOf();
  const to = context.range.to.valueOf();
  const minStep = parseMinStep(replace(query.interval ?? '', scopedVars));
  const range = rangeParams(from, to, intervalMs, minStep ?? 0, factorOf(query));
  const times = timeValues(range.step, minStep ?? scrapeInterval, to - from);
  const resolved: ResolvedQuery = {
    refId: query.refId,
    expr: interpolateExpr(query.expr, times, scopedVars, replace),
    name: interpolateExpr(withoutTimeWindows(query.expr), times, scopedVars, replace),
    legendFormat: query.legendFormat && replace(query.legendFormat, scopedVars),
    range: query.range || !query.instant ? range : undefined,
    instant: query.instant ? Math.min(to, now) / 1000 : undefined,
    format: query.format,
    hasExemplars: query.exemplar === true && !query.history,
    isHistory: query.history ?? false,
  };
  return resolved;
}

/** The PromQL with all variables replaced: those of time, the dashboard's, and those of time that stood in a value. */
export function interpolateExpr(expr: string, times: TimeValues, scopedVars: ScopedVars, replace: Replace): string {
  const marked = replace(replaceTimeVariables(expr, times), scopedVars, interpolateValue);
  return replaceTimeVariables(writeValues(marked), times);
}

/** A history and a forecast have a step of their own, whatever the panel has room for. */
const factorOf = ({ intervalFactor = 1, history, queryType }: PromQuery): number =>
  intervalFactor > 1 && !history && queryType !== FORECAST ? intervalFactor : 1;

function parseMinStep(text: string): number | undefined {
  const seconds = parsePromDuration(text);
  if (text.trim() && seconds === undefined) {
    throw new Error(say('invalid minimum step; not a duration such as 15s: {{text}}', { text }));
  }
  return seconds;
}
