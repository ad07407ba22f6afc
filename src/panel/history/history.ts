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
import { ForecastFailure, formatDuration } from '../../core/options';
import { HISTORY_SHARE, type HistoryPlan } from '../../core/series';
import { finerStep } from './sparse';
import { type Live, asAskedLive, livesOn } from './liveQuestion';
import { errorsOf, messageOf } from './queryErrors';

/** Data sources that have results for the panel's own range alone. */
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

/** Our own data source, which answers histories out of its cache. */
const OWN_TYPE = 'presage-prometheus-datasource';

/** The panel's request, asked for the history instead of the visible range. @param targets as `asAskedLive` has them */
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
    targets: targets.map((target) => {
      // Of a month of exemplars nothing would be made.
      const { exemplar, ...asked } = target as DataQuery & { exemplar?: boolean };
      return target.datasource?.type === OWN_TYPE ? { ...asked, history: true } : asked;
    }),
    range,
    rangeRaw: range.raw,
    interval,
    intervalMs,
    // So many that no data source widens the step.
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
) => Promise<Pick<DataSourceApi, 'query'> & { interval?: string }>;

/**
 * The question a request asks, as text: its queries with the values of their variables. Of the visible range it has
 * what the answer depends on: other queries have the same history at every zoom.
 */
export function describeSource(
  request: DataQueryRequest | undefined,
  frames: DataFrame[],
  replace: (text: string, scopedVars?: ScopedVars) => string
): string {
  const targets = (request?.targets ?? []).filter((target) => !target.hide);
  const text = JSON.stringify([targets.map(withoutLooks), request?.filters ?? []]).replace(/\$(\{?)__/g, '#$1__');
  const range = request ? livesOn(targets, { request, frames }, replace) : [];
  return [replace(text, request?.scopedVars), ...range].join(' ');
}

/** A query without the fields that change no value: its legend, its editor, its exemplars. */
function withoutLooks(target: DataQuery): object {
  const { legendFormat, editorMode, key, exemplar, ...question } = target as DataQuery & Record<string, unknown>;
  return question;
}

let requests = 0;

/** Answer of the data sources. */
export interface HistoryAnswer {
  frames: DataFrame[];
  /** messages of queries that failed while others did not */
  failures: string[];
  /** what the data sources said of their answers: partial ones, for example */
  warnings: string[];
  /** letters of instant queries, which have no history */
  instant: string[];
}

/** Told the share of a history that has come, 0 to 1. */
export type TellShare = (share: number) => void;

/** Asks for a history; the signal ends it. */
export type FetchHistory = (plan: HistoryPlan, signal: AbortSignal, tellShare?: TellShare) => Promise<HistoryAnswer>;

/**
 * Asks the panel's own data sources, with the panel's own queries, for the history: the same question as the live one.
 * The frames of the others are kept when one fails.
 *
 * @throws ForecastFailure `history-failed` with the data source's message where no frame came and one failed;
 *   `cancelled` when the signal aborts
 */
export async function fetchHistory(
  live: Live,
  plan: HistoryPlan,
  getDataSource: GetDataSource,
  signal: AbortSignal,
  tellShare?: TellShare
): Promise<HistoryAnswer> {
  const { request } = live;
  const instant = request.targets.filter(isInstant).map(({ refId }) => refId);
  const groups = groupTargets({ ...request, targets: request.targets.filter((target) => !isInstant(target)) }) ?? [];
  const answers = await Promise.all(
    byReach(groups, plan).map(async ({ ref, targets, end }): Promise<Answered> => {
      try {
        const dataSource = await getDataSource(ref, request.scopedVars);
        const id = `presage-history-${request.panelId ?? 0}-${++requests}`;
        const asked = asAskedLive(targets, live, dataSource.interval);
        const ask = (step: number, requestId: string) => {
          const answer = dataSource.query(historyRequest(request, asked, { ...plan, end, step }, requestId));
          return lastAnswer(isObservable(answer) ? answer : from(answer), signal, tellShare);
        };
        const answered = await ask(plan.step, id);
        const finer = finerStep(answered.frames, live, plan);
        return finer === undefined ? answered : await ask(finer, `${id}-finer`);
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
  const notices = frames.flatMap(({ meta }) => meta?.notices ?? []);
  const warnings = notices.flatMap(({ severity, text }) => (severity === 'info' ? [] : [text]));
  return { frames, failures, warnings: [...new Set(warnings)], instant };
}

/** Groups of queries with the end that each is asked up to: those that are known ahead are apart. */
function byReach<Group extends { targets: DataQuery[] }>(groups: Group[], { end, ahead }: HistoryPlan) {
  const isAhead = ({ refId }: DataQuery) => ahead?.refIds.includes(refId) ?? false;
  return groups
    .flatMap((group) => [
      { ...group, targets: group.targets.filter((target) => !isAhead(target)), end },
      { ...group, targets: group.targets.filter(isAhead), end: ahead?.end ?? end },
    ])
    .filter(({ targets }) => targets.length > 0);
}

/** A query for one value at the end of the range, as Prometheus data sources store it. */
function isInstant(target: DataQuery): boolean {
  const { instant, range, hide } = target as DataQuery & { instant?: boolean; range?: boolean };
  return instant === true && !range && !hide;
}

type Answered = Pick<HistoryAnswer, 'frames' | 'failures'>;

/** The last response of each key; unsubscribing cancels the request in the data source. */
function lastAnswer(
  answer: Observable<DataQueryResponse>,
  signal: AbortSignal,
  tellShare?: TellShare
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const packets = new Map<string, DataQueryResponse>();
    const cancelled = () => {
      subscription.unsubscribe();
      reject(new ForecastFailure({ kind: 'cancelled' }));
    };
    const subscription = answer.subscribe({
      next: (response) => {
        packets.set(response.key ?? '', response);
        const share: unknown = (response.data[0] as DataFrame | undefined)?.meta?.custom?.[HISTORY_SHARE];
        if (typeof share === 'number') {
          tellShare?.(share);
        }
      },
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
