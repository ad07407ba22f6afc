import type { DataFrame, DataQueryRequest, ScopedVars } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { isLowBad, thresholdsOf } from '../core/breaches';
import { exprOf } from '../core/promql';
import type { RuleSubject } from './alerting';
import type { LiveSeries } from './frames';
import { asAskedLive } from './history';
import type { PanelForecast } from './session';

/**
 * Subjects of rules: each series that was forecast, with the PromQL that was asked for it. Series whose query is no
 * PromQL are left out.
 * @param replace puts the values of the dashboard's variables in
 */
export function ruleSubjects(
  charted: PanelForecast['charted'],
  live: LiveSeries[],
  request: DataQueryRequest,
  frames: DataFrame[],
  replace: (text: string, scopedVars?: ScopedVars) => string
): RuleSubject[] {
  const asked = asAskedLive(request.targets, { request, frames }, undefined);
  const byKey = new Map(live.map((one) => [one.key, one]));
  return charted.flatMap(({ key, history, result }) => {
    const shown = byKey.get(key);
    const target = asked.find(({ refId }) => refId === shown?.refId);
    const expr = (target && isPrometheus(target) && exprOf(target)?.trim()) || '';
    if (!shown || !history || expr === '') {
      return [];
    }
    return [
      {
        name: shown.name,
        expr: replace(expr, request.scopedVars),
        labels: shown.field.labels ?? {},
        history,
        anomalies: result?.anomalies ?? [],
        thresholds: thresholdsOf(shown.field.config).map((value) => ({
          value,
          isLowBad: isLowBad(shown.field.config, value),
        })),
      },
    ];
  });
}

/** Loki's queries have an `expr` too. Data sources of Prometheus, ours among them, have its name in theirs. */
const isPrometheus = ({ datasource }: DataQuery) => /prometheus|victoriametrics-metrics/.test(datasource?.type ?? '');
