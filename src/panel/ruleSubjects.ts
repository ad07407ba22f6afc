import type { DataFrame, DataQueryRequest, Field, ScopedVars } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { isLowBad, thresholdsOf } from '../core/breaches';
import { exprOf } from '../core/promql';
import type { RuleSubject, RunnerQuery } from './alerting';
import type { LiveSeries } from './frames';
import { asAskedLive } from './history';
import type { PanelForecast } from './session';

/** Puts the values of the dashboard's variables in. */
type Replace = (text: string, scopedVars?: ScopedVars) => string;

/** The PromQL of each query, with the visible range's values of its variables; other queries are left out. */
function askedPromQL(request: DataQueryRequest, frames: DataFrame[], replace: Replace) {
  return asAskedLive(request.targets, { request, frames }, undefined).flatMap((target) => {
    const expr = (isPrometheus(target) && exprOf(target)?.trim()) || '';
    return expr === '' ? [] : [{ refId: target.refId, expr: replace(expr, request.scopedVars) }];
  });
}

const limitsOf = ({ config }: Field) =>
  thresholdsOf(config).map((value) => ({ value, isLowBad: isLowBad(config, value) }));

/**
 * Subjects of rules: each series that was forecast, with the PromQL that was asked for it. Series whose query is no
 * PromQL are left out.
 */
export function ruleSubjects(
  charted: PanelForecast['charted'],
  live: LiveSeries[],
  request: DataQueryRequest,
  frames: DataFrame[],
  replace: Replace
): RuleSubject[] {
  const asked = askedPromQL(request, frames, replace);
  const byKey = new Map(live.map((one) => [one.key, one]));
  return charted.flatMap(({ key, history, result }) => {
    const shown = byKey.get(key);
    const expr = asked.find(({ refId }) => refId === shown?.refId)?.expr;
    if (!shown || !history || expr === undefined) {
      return [];
    }
    const { name, field } = shown;
    const anomalies = result?.anomalies ?? [];
    return [{ name, expr, labels: field.labels ?? {}, history, anomalies, thresholds: limitsOf(field) }];
  });
}

/** The panel's PromQL queries as the runner asks them, each with the thresholds and the field of its first series. */
export function runnerQueries(
  live: LiveSeries[],
  request: DataQueryRequest,
  frames: DataFrame[],
  replace: Replace
): RunnerQuery[] {
  return askedPromQL(request, frames, replace).map(({ refId, expr }) => {
    const [first, ...others] = live
      .filter((one) => one.refId === refId)
      .map(({ field }) => ({ thresholds: limitsOf(field), field: factsOf(field) }));
    const isMixed = others.some((one) => JSON.stringify(one) !== JSON.stringify(first));
    return { name: refId, expr, ...(first ?? { thresholds: [], field: {} }), isMixed };
  });
}

const factsOf = ({ config: { unit, min, max } }: Field) => ({ unit, min, max });

/** Loki's queries have an `expr` too. Data sources of Prometheus, ours among them, have its name in theirs. */
const isPrometheus = ({ datasource }: DataQuery) => /prometheus|victoriametrics-metrics/.test(datasource?.type ?? '');
