import type { Labels } from '@grafana/data';
import type { Anomaly } from '../../core/anomalies';
import type { ForecastOptions } from '../../core/options';
import { labelName } from '../../core/promql';
import type { Series } from '../../core/series';
import { seasonalBand } from './seasonalBand';

/** The part of a series that goes into rules. */
export interface RuleSubject {
  name: string;
  /** PromQL without variables */
  expr: string;
  labels: Labels;
  history: Series;
  anomalies: readonly Anomaly[];
  thresholds: ReadonlyArray<{ value: number; isLowBad: boolean }>;
}

/** A rule: it fires where `expr`, which is how far a series is beyond its limit, is above 0 for as long as `forSeconds`. */
export interface AlertRule {
  title: string;
  /** PromQL, its own comparison left out */
  expr: string;
  forSeconds: number;
  severity: 'warning' | 'critical';
  summary: string;
}

/** Two points in a row are marked from one and a half times the limit on (`findAnomalies`). */
const TWICE = 1.5;
const FOR_SECONDS = 600;
/** Digits of the constants. */
const DIGITS = 6;

/**
 * Rules of the thresholds, once for each expression, and of what is normal at each hour of the day for each series whose
 * hours tell. A rule knows less than the panel: it sees neither yesterday nor the last hours.
 */
export function alertRules(title: string, subjects: readonly RuleSubject[], options: ForecastOptions): AlertRule[] {
  const rules = new Map<string, AlertRule>();
  const add = (rule: AlertRule) => rules.set(rule.expr, rule);
  for (const { expr, thresholds } of subjects) {
    thresholds.forEach(({ value, isLowBad }, index) =>
      add({
        title: `${title}: ${isLowBad ? 'below' : 'at or above'} ${value}`,
        // A value on a threshold has reached it: what is above 0 from the threshold on needs the comparison itself.
        expr: isLowBad ? `${value} - (${expr})` : `((${expr}) >= bool ${value})`,
        forSeconds: FOR_SECONDS,
        severity: thresholds.length > 1 && index === (isLowBad ? 0 : thresholds.length - 1) ? 'critical' : 'warning',
        summary: `${title} is ${isLowBad ? 'below' : 'at or above'} ${value}`,
      })
    );
  }
  for (const subject of subjects) {
    bandRules(title, subject, options, subjects.length > 1).forEach(add);
  }
  return withOwnTitles([...rules.values()]);
}

/** Grafana takes a title once in a folder: the second of one has its number. */
function withOwnTitles(rules: AlertRule[]): AlertRule[] {
  const seen = new Map<string, number>();
  return rules.map((rule) => {
    const count = (seen.get(rule.title) ?? 0) + 1;
    seen.set(rule.title, count);
    return count > 1 ? { ...rule, title: `${rule.title} (${count})` } : rule;
  });
}

function bandRules(title: string, subject: RuleSubject, options: ForecastOptions, isOneOfMany: boolean): AlertRule[] {
  const { name, expr, labels, history, anomalies } = subject;
  if (options.anomalyMethod === 'off') {
    return [];
  }
  const band = seasonalBand(history, [
    ...options.excludedWindows,
    ...anomalies.map(({ start, end }) => ({ from: start, to: end })),
  ]);
  if (!band) {
    return [];
  }
  const factor = TWICE * options.anomalyLimit;
  const middle = band.upper.map((upper, i) => (upper + band.lower[i]) / 2);
  const edge = (edges: number[]) => edges.map((value, i) => middle[i] + factor * (value - middle[i]));
  const only = isOneOfMany ? selectOnly(labels) : '';
  const rule = (side: 'above' | 'below', beyond: string): AlertRule => ({
    title: `${title}: ${name} ${side} normal`,
    expr: beyond + only,
    forSeconds: FOR_SECONDS,
    severity: 'warning',
    summary: `${name} is ${side} what is usual for this hour`,
  });
  return [
    ...(options.direction !== 'below' ? [rule('above', `((${expr}) - ${atThisHour(edge(band.upper))})`)] : []),
    ...(options.direction !== 'above' ? [rule('below', `(${atThisHour(edge(band.lower))} - (${expr}))`)] : []),
  ];
}

/** The constant of this hour of the day, UTC, of workdays and weekends where they differ: one number. */
function atThisHour(constants: number[]): string {
  const ofDay = (values: number[]) =>
    values.map((value, hour) => `(hour() == bool ${hour}) * ${Number(value.toPrecision(DIGITS))}`).join(' + ');
  const [day, weekend] = [constants.slice(0, 24), constants.slice(24)];
  return weekend.length === 0
    ? `scalar(${ofDay(day)})`
    : // Sunday is 0, Saturday 6.
      `scalar((day_of_week() % 6 != bool 0) * (${ofDay(day)}) + (day_of_week() % 6 == bool 0) * (${ofDay(weekend)}))`;
}

/** Text that `label_replace` takes as it is: `$name` would stand for a group of its expression. */
const replacement = (value: string) => JSON.stringify(value.replaceAll('$', '$$$$'));

/** Leaves the series with these labels alone. */
function selectOnly(labels: Labels): string {
  const names = Object.keys(labels).filter((name) => name !== '__name__');
  const one = names.reduce(
    (vector, name) => `label_replace(${vector}, ${JSON.stringify(name)}, ${replacement(labels[name])}, "", "")`,
    'vector(1)'
  );
  return names.length > 0 ? ` and on (${names.map(labelName).join(', ')}) ${one}` : '';
}
