import { stringify } from 'yaml';
import { templateText, writePromDuration } from '../../core/promql';
import type { Config } from '../config';
import { GONE } from './gone';
import { type RuleSubject, ruleSubjects, selectorOf, titleOf } from './selector';

const NAME = 'PresageForecast';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  keep_firing_for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/**
 * Rules for Prometheus, Mimir or VictoriaMetrics' vmalert that say what the runner's own alerts say: raised from
 * `probability` on, over under `release`, each for as many rounds; a warning, or critical. One more tells that the runner
 * is gone. `keep_firing_for` is of Prometheus 2.42.
 */
export function prometheusRules({ queries, alerts, interval }: Config): string {
  const every = writePromDuration(interval);
  const groups = ruleSubjects(queries).map((subject) => ({
    name: `presage ${titleOf(subject)}`,
    interval: every,
    rules: rulesOf(subject, alerts, interval),
  }));
  const gone: Rule = {
    alert: GONE.name,
    expr: GONE.expr,
    for: writePromDuration(GONE.rounds * interval),
    labels: { severity: 'warning' },
    annotations: { summary: GONE.summary },
  };
  return stringify({ groups: [...groups, { name: 'presage', interval: every, rules: [gone] }] }, { lineWidth: 0 });
}

function rulesOf(subject: RuleSubject, alerts: Config['alerts'], interval: number): Rule[] {
  const { selector, critical, threshold, query } = subject;
  // The series have them already; in the rule they tell its rules apart.
  const named = {
    query: templateText(query.name),
    threshold: String(threshold.value),
    direction: threshold.direction,
  };
  const chance = `presage_breach_probability${selector}`;
  const added = ['alertname', 'alertstate', 'severity', ...Object.keys(alerts.labels)];
  const isOn = `ALERTS{alertname="${NAME}",alertstate="firing",${selector.slice(1)}`;
  const likely =
    alerts.release < alerts.probability
      ? `${chance} >= ${alerts.probability} or ${chance} >= ${alerts.release} and ignoring (${added.join(', ')}) ${isOn}`
      : `${chance} >= ${alerts.probability}`;
  const rounds = (alerts.rounds - 1) * interval;
  const rule = (severity: string, expr: string): Rule => ({
    alert: NAME,
    expr,
    ...(rounds > 0 && { for: writePromDuration(rounds), keep_firing_for: writePromDuration(rounds) }),
    labels: { ...alerts.labels, ...named, severity },
    annotations: {
      summary:
        '{{ $labels.query }} will be {{ $labels.direction }} {{ $labels.threshold }} within the horizon, ' +
        '{{ $value | humanizePercentage }} likely' +
        `{{ with printf ${JSON.stringify(untilOf(threshold))} $labels.query | query }}, soonest in {{ . | first | value | humanizeDuration }}{{ end }}.`,
      ...(alerts.link !== undefined && { dashboard: alerts.link }),
    },
  });
  return critical === undefined
    ? [rule('warning', likely)]
    : [rule('warning', `(${likely}) unless ${critical}`), rule('critical', `(${likely}) and ${critical}`)];
}

/** The soonest crossing of a query's series, as a format of its name. */
const untilOf = ({ value, direction }: RuleSubject['threshold']) =>
  `min(presage_breach_seconds${selectorOf({ threshold: String(value), direction }).slice(0, -1)},query=%q} < +Inf)`;
