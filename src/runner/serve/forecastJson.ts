import { english } from '../../core/language';
import { describeError } from '../../core/options';
import { type ForecastResult, resultColumns } from '../../core/fitted';
import type { WatchedSeries } from '../forecasts';

type Column = Array<number | null>;

/** A forecast in the schema of the frames, columns of one length. A gap is null. Narrower levels are columns as well. */
export interface ForecastJson {
  name: string;
  series: string;
  labels: Record<string, string>;
  /** why there is no forecast, or no newer one */
  error?: string;
  /** ISO 8601 */
  fittedAt?: string;
  times: string[];
  y: Column;
  yhat: Column;
  yhat_lower: Column;
  yhat_upper: Column;
  anomaly_score: Column;
  breaches: ForecastResult['breaches'];
  anomalies: ForecastResult['anomalies'];
}

/** The past that was expected and the future that is forecast, by time, with the samples at hand. */
export function toJson({ query, id, labels, shown, remembered, samples, error }: WatchedSeries): ForecastJson {
  const { times, columns } = shown ? resultColumns(shown, samples.series()) : { times: [], columns: [] };
  const empty: Column = times.map(() => null);
  return {
    name: query.name,
    series: id,
    labels,
    ...(error && { error: english(describeError(error)) }),
    ...(remembered && { fittedAt: new Date(remembered.fittedAt).toISOString() }),
    times: times.map((time) => new Date(time).toISOString()),
    ...{ y: empty, yhat: empty, yhat_lower: empty, yhat_upper: empty, anomaly_score: empty },
    ...Object.fromEntries(columns.map(({ name, values }) => [name, values.map(known)])),
    breaches: shown?.breaches ?? [],
    anomalies: shown?.anomalies ?? [],
  };
}

const known = (value: number) => (Number.isFinite(value) ? value : null);
