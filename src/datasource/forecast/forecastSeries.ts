import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';
import { forecastBaseline } from '../../core/fitted';
import { ForecastFailure, describeError, toForecastError } from '../../core/options';
import { type Series, toSeries } from '../../core/series';
import { type ForecastClient } from '../../worker/protocol';
import { RequestFailure } from '../api';
import { metricId } from '../wire';
import { type RangeResult } from '../query';
import { breachFrame, type Forecasted, seriesFrames, withNotices } from './forecastFrames';
import { type ForecastPlan, MAX_SERIES } from './planForecast';

/** A forecast query whose history has come. */
export interface ForecastQuestion extends ForecastPlan {
  refId: string;
  /** names the query over reloads: data source, expression */
  identity: string;
  answer: RangeResult;
  /** of the series, in their order */
  names: string[];
  /** IANA zone */
  timeZone: string;
}

export interface ForecastParts {
  client(): ForecastClient;
  baseline: typeof forecastBaseline;
  now(): number;
  /** resolves when the browser has had a chance to draw */
  pause(): Promise<void>;
}

let questions = 0;

/**
 * Forecasts of all series of a query, first those that need no training, then each as it is trained.
 *
 * @param emit told the frames of all that is known, and whether more is to come
 * @throws RequestFailure `cancelled` when the signal aborts
 */
export async function forecastSeries(
  question: ForecastQuestion,
  parts: ForecastParts,
  emit: (frames: DataFrame[], isLast: boolean) => void,
  signal: AbortSignal
): Promise<void> {
  const { answer, names, options, thresholds, timeZone, identity, refId, output, range } = question;
  const known: Array<Forecasted | undefined> = [];
  const notices = noticesOn(answer);
  const say = (name: string, error: unknown) => {
    const text = `${name}: ${describeError(toForecastError(error))}`;
    notices.push({ severity: 'warning', text });
  };
  const show = (isLast: boolean) => {
    if (signal.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
    const all = known.filter((one) => one !== undefined);
    const frames = output === 'series' ? seriesFrames(all, refId) : [breachFrame(all, thresholds, refId, parts.now())];
    emit(withNotices(frames, refId, [...notices]), isLast);
  };

  const columns = answer.columns.slice(0, MAX_SERIES);
  const grids: Array<Series | undefined> = [];
  for (const [i, { metric, times, values }] of columns.entries()) {
    try {
      grids[i] = toSeries(times, values, range.step);
      const result = parts.baseline(grids[i], options, thresholds, timeZone);
      known[i] = { metric, name: names[i], history: grids[i], result };
    } catch (error) {
      grids[i] = undefined;
      say(names[i], error);
    }
    await parts.pause();
    if (signal.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
  }
  const trained = grids.flatMap((series, i) => (series ? [{ series, i }] : []));
  show(trained.length === 0);

  const id = ++questions;
  let open = trained.length;
  await Promise.all(
    trained.map(async ({ series, i }) => {
      const key = metricId(columns[i].metric);
      const job = {
        key: `query ${id}/${key}`,
        identity: `${identity}/${key}`,
        request: { series, options, thresholds, timeZone },
        priority: 0,
      };
      try {
        const { result } = await parts.client().forecast(job, () => {}, signal);
        known[i] = { ...known[i]!, result };
      } catch (error) {
        const isCancelled = error instanceof ForecastFailure && error.detail.kind === 'cancelled';
        // The answer that needed no training stands.
        if (!isCancelled) {
          say(names[i], error);
        }
      }
      open--;
      if (!signal.aborted) {
        show(open === 0);
      }
    })
  );
}

function noticesOn({ warnings, infos, columns }: RangeResult): QueryResultMetaNotice[] {
  const left = columns.length - MAX_SERIES;
  return [
    ...warnings.map((text) => ({ severity: 'warning' as const, text })),
    ...infos.map((text) => ({ severity: 'info' as const, text })),
    ...(left > 0
      ? [
          {
            severity: 'warning' as const,
            text: `${left} of ${columns.length} series have no forecast: a query forecasts ${MAX_SERIES}. Select fewer, such as with topk() or sum by ().`,
          },
        ]
      : []),
  ];
}
