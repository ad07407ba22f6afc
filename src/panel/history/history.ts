import {
  dateTime,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import type { DataQuery, DataSourceRef } from '@grafana/schema';
import { from, isObservable, type Observable } from 'rxjs';
import { ForecastFailure, type ForecastOptions, formatDuration } from '../../core/options';
import { errorsOf, messageOf } from './queryErrors';

/** What to ask for: the aligned grid of the history. Times in ms, step in seconds. */
export interface HistoryPlan {
  start: number;
  end: number;
  step: number;
}

/**
 * The history ends on the grid at the end of the dashboard's range or now, whichever is earlier, and is as long as
 * the options say: neither depends on the zoom.
 */
export function planHistory(
  { step, history }: Pick<ForecastOptions, 'step' | 'history'>,
  rangeEnd: number,
  now: number
): HistoryPlan {
  const stepMs = step * 1000;
  const end = Math.floor(Math.min(rangeEnd, now) / stepMs) * stepMs;
  return { start: end - history * 1000, end, step };
}

/** Data sources that cannot be asked for another range: their results exist for the panel's own range alone. */
const UNASKABLE = ['__expr__', '-- Dashboard --', 'dashboard', '-- Grafana --', 'grafana'];
const MIXED = '-- Mixed --';

/** The queries of a request by data source, hidden ones left out; undefined where one cannot be asked again. */
export function groupTargets(
  request: DataQueryRequest
): Array<{ ref: DataSourceRef | null | undefined; targets: DataQuery[] }> | undefined {
  const groups = new Map<string, { ref: DataSourceRef | null | undefined; targets: DataQuery[] }>();
  for (const target of request.targets) {
    if (target.hide) {
      continue;
    }
    const ref = target.datasource;
    const name = ref?.uid ?? ref?.type ?? '';
    if (UNASKABLE.includes(name) || UNASKABLE.includes(ref?.type ?? '') || name === MIXED) {
      return undefined;
    }
    const group = groups.get(name) ?? { ref, targets: [] };
    group.targets.push(target);
    groups.set(name, group);
  }
  return groups.size > 0 ? [...groups.values()] : undefined;
}

/** The panel's request, asked for the history instead of the visible range. */
export function historyRequest(
  request: DataQueryRequest,
  targets: DataQuery[],
  plan: HistoryPlan,
  requestId: string
): DataQueryRequest {
  const interval = formatDuration(plan.step);
  const intervalMs = plan.step * 1000;
  const start = dateTime(plan.start);
  const end = dateTime(plan.end);
  const range: TimeRange = { from: start, to: end, raw: { from: start, to: end } };
  return {
    ...request,
    requestId,
    targets,
    range,
    rangeRaw: range.raw,
    interval,
    intervalMs,
    // Enough that no data source widens the step to save points.
    maxDataPoints: Math.ceil((plan.end - plan.start) / intervalMs) + 1,
    scopedVars: historyVars(request.scopedVars, interval, intervalMs),
    startTime: Date.now(),
    endTime: undefined,
    liveStreaming: false,
    hideFromInspector: true,
  };
}

function historyVars(scopedVars: ScopedVars, interval: string, intervalMs: number): ScopedVars {
  return {
    ...scopedVars,
    __interval: { text: interval, value: interval },
    __interval_ms: { text: String(intervalMs), value: intervalMs },
  };
}

export type GetDataSource = (
  ref: DataSourceRef | null | undefined,
  scopedVars: ScopedVars
) => Promise<Pick<DataSourceApi, 'query'>>;

/**
 * The question a request asks, as text: its queries with the values of their variables. Grafana's own variables
 * (`$__interval`, `$__range`, `$__from`) stay as they are: they follow the zoom, and the history does not.
 */
export function describeSource(
  request: DataQueryRequest | undefined,
  replace: (text: string, scopedVars?: ScopedVars) => string
): string {
  const queries = (request?.targets ?? []).filter((target) => !target.hide).map(withoutLooks);
  const text = JSON.stringify([queries, request?.filters ?? []]).replace(/\$(\{?)__/g, '#$1__');
  return replace(text, request?.scopedVars);
}

/** A query without what changes no value: its legend and how it is edited. */
function withoutLooks(target: DataQuery): object {
  const { legendFormat, editorMode, key, ...question } = target as DataQuery & Record<string, unknown>;
  return question;
}

let requests = 0;

/** What the data sources answered. */
export interface HistoryAnswer {
  frames: DataFrame[];
  /** messages of queries that failed while others did not */
  failures: string[];
}

/** Asks for a history; the signal ends it. */
export type FetchHistory = (plan: HistoryPlan, signal: AbortSignal) => Promise<HistoryAnswer>;

/**
 * Asks the panel's own data sources, with the panel's own queries, for the history. One that fails does not take the
 * others' frames away.
 *
 * @throws ForecastFailure `history-failed` with the data source's message where no frame came and one failed;
 *   `cancelled` when the signal aborts
 */
export async function fetchHistory(
  request: DataQueryRequest,
  plan: HistoryPlan,
  getDataSource: GetDataSource,
  signal: AbortSignal
): Promise<HistoryAnswer> {
  const groups = groupTargets(request) ?? [];
  const answers = await Promise.all(
    groups.map(async ({ ref, targets }): Promise<HistoryAnswer> => {
      try {
        const dataSource = await getDataSource(ref, request.scopedVars);
        const id = `presage-history-${request.panelId ?? 0}-${++requests}`;
        const answer = dataSource.query(historyRequest(request, targets, plan, id));
        return await lastAnswer(isObservable(answer) ? answer : from(answer), signal);
      } catch (error) {
        if (signal.aborted) {
          throw new ForecastFailure({ kind: 'cancelled' });
        }
        return { frames: [], failures: [messageOf(error)] };
      }
    })
  );
  const frames = answers.flatMap((answer) => answer.frames);
  const failures = [...new Set(answers.flatMap((answer) => answer.failures))];
  if (failures.length > 0 && !frames.some(({ length }) => length > 0)) {
    throw new ForecastFailure({ kind: 'history-failed', message: failures[0] });
  }
  return { frames, failures };
}

/** The last response of each key; unsubscribing cancels the request in the data source. */
function lastAnswer(answer: Observable<DataQueryResponse>, signal: AbortSignal): Promise<HistoryAnswer> {
  return new Promise((resolve, reject) => {
    const packets = new Map<string, DataQueryResponse>();
    const cancelled = () => {
      subscription.unsubscribe();
      reject(new ForecastFailure({ kind: 'cancelled' }));
    };
    const subscription = answer.subscribe({
      next: (response) => packets.set(response.key ?? '', response),
      error: (error) => {
        signal.removeEventListener('abort', cancelled);
        reject(error);
      },
      complete: () => {
        signal.removeEventListener('abort', cancelled);
        const responses = [...packets.values()];
        resolve({
          frames: responses.flatMap(({ data }) => data as DataFrame[]),
          failures: responses.flatMap(errorsOf).map(messageOf),
        });
      },
    });
    signal.addEventListener('abort', cancelled, { once: true });
    if (signal.aborted) {
      cancelled();
    }
  });
}
