import type { Breach } from '../../core/breaches';
import { formatDuration } from '../../core/options';
import type { AlertConfig, Threshold } from '../config';
import type { WatchedSeries } from '../forecasts';

/** Times a threshold from which a forecast is critical, as in the guide that Presage follows. */
const CRITICAL = 1.2;

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

/** The forecast crossing of a threshold to its bad side; undefined where none is forecast. */
export function crossingOf({ shown }: WatchedSeries, threshold: Required<Threshold>): Crossing | undefined {
  const breach = shown?.breaches.find(
    (one) => one.threshold === threshold.value && one.direction === threshold.direction
  );
  return breach && { breach, threshold, probability: breach.already ? 1 : Math.min(1, breach.probability ?? 1) };
}

/** The alert of a crossing. @param since ms */
export function alertOf(
  one: WatchedSeries,
  { breach, threshold, probability }: Crossing,
  { labels, link }: AlertConfig,
  since: number
): Alert {
  const peak = peakOf(one, threshold);
  const { value, direction } = threshold;
  const isCritical = direction === 'above' ? peak >= CRITICAL * value : peak <= value / CRITICAL;
  return {
    labels: {
      ...one.labels,
      ...labels,
      alertname: 'PresageForecast',
      query: one.query.name,
      threshold: String(value),
      direction,
    },
    severity: isCritical ? 'critical' : 'warning',
    summary: sentenceOf(one, breach, probability, peak),
    startsAt: since,
    ...(link !== undefined && { link }),
  };
}

/** The forecast value farthest on the bad side. */
function peakOf({ shown }: WatchedSeries, { direction }: Required<Threshold>): number {
  const point = shown?.forecast.point ?? new Float64Array(0);
  return point.reduce(
    (peak, value) => (direction === 'above' ? Math.max(peak, value) : Math.min(peak, value)),
    point[0]
  );
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
