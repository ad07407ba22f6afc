import { type Breach, farthestOf, severityOfCrossing } from '../../core/breaches';
import { formatDuration } from '../../core/options';
import type { AlertConfig, Threshold } from '../config';
import type { WatchedSeries } from '../forecasts';

/** Something to tell somebody. */
export interface Alert {
  /** what makes it the same alert in the next round */
  labels: Record<string, string>;
  severity: 'warning' | 'critical';
  summary: string;
  /** ms */
  startsAt: number;
  /** link to the dashboard */
  link?: string;
}

/** A threshold that a series will reach, or has reached. */
export interface Crossing {
  breach: Breach;
  threshold: Required<Threshold>;
  /** of crossing within the horizon, 0..1 */
  probability: number;
}

/**
 * The crossing of a threshold to its bad side, by the newest sample where it is there; undefined where none is forecast,
 * and of a series that is gone.
 */
export function crossingOf(
  { shown, samples, isGone }: WatchedSeries,
  threshold: Required<Threshold>
): Crossing | undefined {
  const { value, direction } = threshold;
  const { newest, end } = samples;
  if (isGone) {
    return undefined;
  }
  if (direction === 'above' ? newest >= value : newest < value) {
    const times = { time: end, earliest: end, latest: end, level: NaN };
    return { breach: { threshold: value, direction, ...times, already: true }, threshold, probability: 1 };
  }
  const breach = shown?.breaches.find((one) => !one.already && one.threshold === value && one.direction === direction);
  return breach && { breach, threshold, probability: Math.min(1, breach.probability ?? 1) };
}

/** The alert of a crossing. @param since ms */
export function alertOf(
  one: WatchedSeries,
  { breach, threshold, probability }: Crossing,
  { labels, link }: AlertConfig,
  since: number
): Alert {
  const { value, direction } = threshold;
  const course = courseOf(one);
  return {
    labels: {
      ...one.labels,
      ...labels,
      alertname: 'PresageForecast',
      query: one.query.name,
      threshold: String(value),
      direction,
    },
    severity: severityOfCrossing(breach, course),
    summary: sentenceOf(one, breach, probability, farthestOf(course, direction)),
    startsAt: since,
    ...(link !== undefined && { link }),
  };
}

/** The newest sample and what is forecast, without gaps. */
export function courseOf({ samples, shown }: WatchedSeries): number[] {
  return [samples.newest, ...(shown?.forecast.point ?? [])].filter((known) => !Number.isNaN(known));
}

function sentenceOf(one: WatchedSeries, breach: Breach, probability: number, peak: number): string {
  const { threshold, direction, already, time, earliest, latest } = breach;
  const where = `${one.id || one.query.name}`;
  if (already) {
    return `${where} is ${direction} ${threshold} (${round(one.samples.newest)}); forecast ${round(peak)}.`;
  }
  const when = Number.isNaN(time) ? earliest : time;
  const ahead = formatDuration(Math.max(60, Math.round((when - one.samples.end) / 60_000) * 60));
  const between = [earliest, latest].map((at) => (Number.isNaN(at) ? '?' : isoMinute(at))).join(' and ');
  return (
    `${where} will be ${direction} ${threshold} in ${ahead} (${isoMinute(when)}, between ${between}), ` +
    `${Math.round(100 * probability)} % likely; now ${round(one.samples.newest)}, forecast ${round(peak)}.`
  );
}

const isoMinute = (time: number) => `${new Date(time).toISOString().slice(0, 16)}Z`;
const round = (value: number) => String(Number(value.toPrecision(4)));
