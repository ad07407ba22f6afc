import type { DataFrame, DataQueryRequest, ScopedVars } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import {
  exprOf,
  hasRangeEnds,
  parsePromDuration,
  pinRangeEnds,
  replaceTimeVariables,
  timeValues,
  timeVariablesIn,
} from '../../core/promql';

/** Prometheus's own default. */
const SCRAPE_SECONDS = 15;

/** The request behind the live series, and the frames that answered it. */
export interface Live {
  request: DataQueryRequest;
  frames: DataFrame[];
}

/**
 * Queries of a history that ask what the live ones asked: variables of time have the values of the visible range, and
 * `@ start()` and `@ end()` are its ends, so that history and live series are on one scale and the history's step only
 * thins the answer. Prometheus data sources say in their frames what they asked; where a transformation dropped that,
 * it is computed. Queries in other languages than PromQL stay as they are: what samples them is their interval.
 *
 * @param scrapeInterval of the data source, such as `15s`
 */
export function asAskedLive(targets: DataQuery[], live: Live, scrapeInterval: string | undefined): DataQuery[] {
  const { from, to } = live.request.range;
  return targets.map((target) => {
    const expr = exprOf(target);
    if (expr === undefined) {
      return target;
    }
    const executed = executedBy(live.frames, target.refId);
    const step = stepOf(target, live);
    const scrape = minStepOf(target) ?? parsePromDuration(scrapeInterval ?? '') ?? SCRAPE_SECONDS;
    const asked =
      hasVariables(expr) && executed
        ? executed.expr
        : replaceTimeVariables(expr, timeValues(step, scrape, to.valueOf() - from.valueOf()));
    const onGrid = (time: number) => Math.floor(time / 1000 / step) * step;
    const pinned = pinRangeEnds(asked, { start: onGrid(from.valueOf()), end: onGrid(to.valueOf()) });
    return pinned === expr ? target : { ...target, expr: pinned };
  });
}

/**
 * The part of the visible range that the answer to the queries depends on, as text: the step, the range, or nothing. A relative
 * range is itself, not its ends, which move with every refresh.
 *
 * @param replace puts the values of the dashboard's variables in, which may be variables of time
 */
export function livesOn(
  targets: DataQuery[],
  live: Live,
  replace: (text: string, scopedVars?: ScopedVars) => string
): string[] {
  return targets.flatMap((target) => {
    const expr = exprOf(target);
    if (expr === undefined) {
      return [];
    }
    const names = timeVariablesIn(
      replace(expr.replace(/\$(\{?)__/g, '#$1__'), live.request.scopedVars).replace(/#/g, '$')
    );
    const step = names.some((name) => /^__(rate_)?interval(_ms)?$/.test(name)) ? [`${stepOf(target, live)}s`] : [];
    const isOfRange = names.some((name) => /^__(range(_s|_ms)?|from|to)$/.test(name)) || hasRangeEnds(expr);
    return [...step, ...(isOfRange ? [live.request.range.raw.from, live.request.range.raw.to].map(String) : [])];
  });
}

function minStepOf(target: DataQuery): number | undefined {
  return 'interval' in target && typeof target.interval === 'string' ? parsePromDuration(target.interval) : undefined;
}

/** Seconds between points of the live answer. */
function stepOf(target: DataQuery, { request, frames }: Live): number {
  return executedBy(frames, target.refId)?.step ?? Math.max(request.intervalMs / 1000, minStepOf(target) ?? 0);
}

const hasVariables = (expr: string) => /\$|\[\[/.test(expr);

const executedQuery = /^Expr: ([\s\S]*)\nStep: (\S+)\s*$/;

/** The question that a Prometheus data source says it asked. */
function executedBy(frames: DataFrame[], refId: string): { expr: string; step: number } | undefined {
  for (const frame of frames) {
    const [, expr, duration] =
      (frame.refId === refId && executedQuery.exec(frame.meta?.executedQueryString ?? '')) || [];
    const step = parsePromDuration(duration ?? '');
    if (expr !== undefined && step !== undefined) {
      return { expr, step };
    }
  }
  return undefined;
}
