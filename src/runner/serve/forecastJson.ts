import { describeError } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { WatchedSeries } from '../forecasts';

/** A forecast in the schema of the frames. A gap is null. */
export interface ForecastJson {
  name: string;
  series: string;
  labels: Record<string, string>;
  /** why there is no forecast, or no newer one */
  error?: string;
  /** ISO 8601 */
  fittedAt?: string;
  times: string[];
  y: Array<number | null>;
  yhat: Array<number | null>;
  yhat_lower: Array<number | null>;
  yhat_upper: Array<number | null>;
  anomaly_score: Array<number | null>;
  breaches: ForecastResult['breaches'];
  anomalies: ForecastResult['anomalies'];
}

const known = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value);
const list = (values: ArrayLike<number>) => Array.from(values, known);

/** The past that was expected and the future that is forecast, by time, with the samples at hand. */
export function toJson({ query, id, labels, shown, remembered, samples, error }: WatchedSeries): ForecastJson {
  const { expected, forecast, anomalyScore, breaches = [], anomalies = [] } = shown ?? {};
  const { times, values } = samples.all();
  const actual = new Map(Array.from(times, (time, i) => [time, values[i] ?? NaN]));
  const parts = [expected, forecast].flatMap((part) => (part ? [part] : []));
  const edge = (side: 'lower' | 'upper') =>
    parts.flatMap(({ intervals, point }) => list(intervals[intervals.length - 1]?.[side] ?? point));
  const all = parts.flatMap((part) => Array.from(part.times));
  return {
    name: query.name,
    series: id,
    labels,
    ...(error && { error: describeError(error) }),
    ...(remembered && { fittedAt: new Date(remembered.fittedAt).toISOString() }),
    times: all.map((time) => new Date(time).toISOString()),
    y: all.map((time) => known(actual.get(time))),
    yhat: parts.flatMap(({ point }) => list(point)),
    yhat_lower: edge('lower'),
    yhat_upper: edge('upper'),
    anomaly_score: all.map((_, i) => known(anomalyScore?.[i])),
    breaches,
    anomalies,
  };
}
