import { type DataFrame } from '@grafana/data';
import { forecastBaseline } from '../../core/fitted';
import { ianaTimeZone } from '../../core/series';
import { forecastClient } from '../../worker/page';
import { type RequestOptions } from '../api';
import { type RangeSource, fetchRange, legends } from '../query';
import { forecastSeries, type ForecastParts } from './forecastSeries';
import { type ForecastPlan } from './planForecast';

/** A forecast query without variables. */
export interface ForecastAsk {
  refId: string;
  expr: string;
  /** of a series without labels and legend */
  name: string;
  legendFormat?: string;
  plan: ForecastPlan;
  /** as Grafana has it: `browser`, `utc`, or an IANA name */
  timeZone: string;
}

const page: ForecastParts = {
  client: forecastClient,
  baseline: forecastBaseline,
  now: Date.now,
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
};

/**
 * Asks for the history and forecasts each of its series.
 *
 * @param emit told the frames of all that is known, and whether more is to come
 */
export async function forecastQuery(
  source: RangeSource,
  { refId, expr, name, legendFormat, plan, timeZone }: ForecastAsk,
  options: RequestOptions & { signal: AbortSignal },
  emit: (frames: DataFrame[], isLast: boolean) => void,
  parts = page
): Promise<void> {
  const answer = await fetchRange(source, expr, plan.range, true, options);
  const metrics = answer.columns.map(({ metric }) => metric);
  const { source: uid } = source.entryOf(expr, plan.range.step);
  const question = {
    ...plan,
    refId,
    answer,
    names: legends(metrics, legendFormat, name),
    identity: JSON.stringify([uid, expr]),
    timeZone: ianaTimeZone(timeZone),
  };
  await forecastSeries(question, parts, emit, options.signal);
}
