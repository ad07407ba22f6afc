import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { ruleTitle } from '../../core/promql';
import type { Config } from '../config';
import { GONE } from './gone';
import { type RuleSubject, ruleSubjects, titleOf } from './selector';

const FOLDER = 'Presage';
/** Seconds of Grafana's scheduler: it refuses intervals that are no multiple, and does not start. */
const BASE = 10;
/** Longest uid of Grafana. */
const UID = 40;

/**
 * The same rules as a file for `provisioning/alerting` of Grafana, with the one that tells that the runner is gone. Its
 * threshold has the hysteresis built in: it opens above `probability` and closes below `release`.
 *
 * @param datasource uid of a Prometheus data source that has the runner's metrics
 */
export function grafanaRules({ queries, alerts, interval }: Config, datasource: string): string {
  const every = BASE * Math.ceil(interval / BASE);
  const likely = { above: below(alerts.probability), under: alerts.release };
  const rule = (subject: RuleSubject, severity: string, expr: string) =>
    ruleOf(datasource, 10 * every, {
      title: `${titleOf(subject)}, ${severity}`,
      ...{ expr, ...likely },
      seconds: (alerts.rounds - 1) * every,
      labels: { ...alerts.labels, severity },
      summary:
        '{{ $labels.query }} will be {{ $labels.direction }} {{ $labels.threshold }} within the horizon, ' +
        '{{ $values.forecast.Value | humanizePercentage }} likely.',
    });
  const rules = ruleSubjects(queries).flatMap((subject) => {
    const { selector, critical } = subject;
    const chance = `presage_breach_probability${selector}`;
    return critical === undefined
      ? [rule(subject, 'warning', chance)]
      : [
          rule(subject, 'warning', `${chance} unless ${critical}`),
          rule(subject, 'critical', `${chance} and ${critical}`),
        ];
  });
  const gone = ruleOf(datasource, 10 * every, {
    ...{ title: GONE.name, expr: GONE.expr, summary: GONE.summary },
    ...{ above: 0, seconds: GONE.rounds * every, labels: { severity: 'warning' } },
  });
  const group = { orgId: 1, name: 'presage', folder: FOLDER, interval: `${every}s`, rules: [...rules, gone] };
  return stringify({ apiVersion: 1, groups: [group] }, { lineWidth: 0 });
}

interface Condition {
  title: string;
  expr: string;
  /** opens above this, and closes under `under`, or where it is not above any more */
  above: number;
  under?: number;
  /** for as long */
  seconds: number;
  labels: Record<string, string>;
  summary: string;
}

/** A rule of Grafana's provisioning over the last `window` seconds. */
function ruleOf(datasource: string, window: number, condition: Condition) {
  const { title, expr, above, under, seconds, labels, summary } = condition;
  return {
    uid: `presage-${createHash('sha256').update(title).digest('hex')}`.slice(0, UID),
    ...plain({ title: ruleTitle(title) }),
    condition: 'chance',
    data: [
      {
        refId: 'forecast',
        relativeTimeRange: { from: window, to: 0 },
        datasourceUid: datasource,
        model: { refId: 'forecast', expr, instant: true },
      },
      {
        refId: 'chance',
        datasourceUid: '__expr__',
        model: {
          ...{ refId: 'chance', type: 'threshold', expression: 'forecast' },
          conditions: [
            {
              evaluator: { type: 'gt', params: [above] },
              ...(under !== undefined && { unloadEvaluator: { type: 'lt', params: [under] } }),
            },
          ],
        },
      },
    ],
    // A threshold has no answer where another severity has it, and the runner is there.
    noDataState: 'OK',
    execErrState: 'Error',
    for: `${seconds}s`,
    labels: plain(labels),
    annotations: { summary },
  };
}

/** `gt` is above alone, and the alert begins at the chance itself. */
const below = (probability: number) => Number((probability - 1e-6).toFixed(6));

/** Grafana replaces variables of the environment in titles and labels (a `$` is `$$` there), and nowhere else in a rule. */
const plain = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replaceAll('$', '$$$$')]));
