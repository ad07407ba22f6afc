import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';
import { boundedOptions, forecastBaseline } from '../../core/fitted';
import {
  ForecastFailure,
  type ForecastOptions,
  describeError,
  describeShortHistory,
  optionTable,
  toForecastError,
} from '../../core/options';
import { type Series, toSeries, urgencyOf } from '../../core/series';
import { say, tell } from '../../language';
import { type ForecastClient } from '../../worker/protocol';
import { RequestFailure } from '../api';
import { metricId } from '../wire';
import { type RangeResult, noticesOf } from '../query';
import { breachFrame, type Forecasted, seriesFrame, withNotices } from './forecastFrames';
import { type ForecastPlan } from './planForecast';

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

/** Trained series that come within this time are shown together, ms. */
const GATHER_MS = 1_000;

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
  const { options, thresholds, timeZone, identity, refId, output, range } = question;
  const { columns, names } = mostUrgent(question);
  const known: Array<{ forecast: Forecasted; frame: DataFrame } | undefined> = [];
  const learn = (i: number, forecast: Forecasted) => (known[i] = { forecast, frame: seriesFrame(forecast, refId, i) });
  const notices = noticesOn(question);
  const note = (name: string, error: unknown) => {
    const text = say('{{name}}: {{why}}', { name, why: describeError(toForecastError(error)) });
    notices.push({ severity: 'warning', text });
  };
  const show = (isLast: boolean) => {
    if (signal.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
    const all = known.filter((one) => one !== undefined);
    const frames =
      output === 'series'
        ? all.map(({ frame }) => frame)
        : [
            breachFrame(
              all.map(({ forecast }) => forecast),
              thresholds,
              refId,
              parts.now()
            ),
          ];
    emit(withNotices(frames, refId, [...notices]), isLast);
  };

  const asked: Array<{ series: Series; options: ForecastOptions; i: number }> = [];
  for (const [i, { metric, times, values }] of columns.entries()) {
    try {
      const history = toSeries(times, values, range.step);
      const bounded = boundedOptions(options, {}, history, thresholds);
      const result = parts.baseline(history, bounded, thresholds, timeZone);
      learn(i, { metric, name: names[i], history, result });
      asked.push({ series: history, options: bounded, i });
    } catch (error) {
      note(names[i], error);
    }
    await parts.pause();
    if (signal.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
  }
  show(asked.length === 0);

  const id = ++questions;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  await Promise.all(
    asked.map(async ({ series, options, i }) => {
      const key = metricId(columns[i].metric);
      const job = {
        key: `query ${id}/${key}`,
        identity: `${identity}/${key}`,
        request: { series, options, thresholds, timeZone },
        priority: 0,
      };
      try {
        const { result } = await parts.client().forecast(job, () => {}, signal);
        learn(i, { ...known[i]!.forecast, result });
      } catch (error) {
        const isCancelled = error instanceof ForecastFailure && error.detail.kind === 'cancelled';
        // The answer that needed no training stands.
        if (!isCancelled) {
          note(names[i], error);
        }
      }
      gathering ??= setTimeout(() => {
        gathering = undefined;
        if (!signal.aborted) {
          show(false);
        }
      }, GATHER_MS);
    })
  ).finally(() => clearTimeout(gathering));
  if (asked.length > 0) {
    show(true);
  }
}

/** The series to forecast, in their order: of more than the query takes those near a threshold or far from usual. */
function mostUrgent({ answer: { columns }, names, thresholds, top }: ForecastQuestion) {
  if (columns.length <= top) {
    return { columns, names };
  }
  const ranked = columns
    .map(({ values }, i) => ({ i, urgency: urgencyOf(values, thresholds) }))
    .sort((a, b) => b.urgency - a.urgency || a.i - b.i);
  const chosen = ranked
    .slice(0, top)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  return { columns: chosen.map((i) => columns[i]), names: chosen.map((i) => names[i]) };
}

function noticesOn({ answer, range, top }: ForecastQuestion): QueryResultMetaNotice[] {
  const count = answer.columns.length;
  const left = count - top;
  const text = say(
    '{{left}} of {{count}} series have no forecast: the query takes {{top}}, those near a threshold or far from their usual value. Raise "{{option}}", or select fewer, such as with topk() or sum by ().',
    { left, count, top, option: say(optionTable.seriesAtOnce.label) }
  );
  const first = Math.min(...answer.columns.flatMap(({ times }) => times.slice(0, 1))) / 1000;
  const short = describeShortHistory(range.end - range.start, range.end - first);
  return [
    ...noticesOf(answer),
    ...(left > 0 ? [{ severity: 'warning' as const, text }] : []),
    ...(short === undefined ? [] : [{ severity: 'info' as const, text: tell(short) }]),
  ];
}
