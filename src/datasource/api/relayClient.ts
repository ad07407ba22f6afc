import {
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  dateTime,
  type Field,
  FieldType,
} from '@grafana/data';
import { firstValueFrom, from, fromEvent, isObservable, last, takeUntil } from 'rxjs';
import { phrase } from '../../core/language';
import { type Client, type Params, type RequestOptions } from './client';
import { describeReason } from './describeReason';
import { describeContent, RequestFailure } from './failure';
import { bound } from './limits';
import { isRecord } from '../wire';
import { waitsFor } from './patience';
import { type Answer } from '../types';

/** The part of another data source that is used. */
export interface OtherSource extends Pick<DataSourceApi, 'uid' | 'type' | 'query'> {
  getResource?(path: string, params?: object): Promise<unknown>;
}

let relayed = 0;

/**
 * Speaks the Prometheus API through another data source of Grafana, which has the logins: queries go its own way, by
 * its own query path, and everything else by its resources. Throws `RequestFailure`, and nothing else.
 */
export class RelayClient implements Client {
  readonly limit = waitsFor(undefined);

  /** @param find the other data source, loaded when it is needed */
  constructor(private readonly find: () => Promise<OtherSource>) {}

  async query<T>(path: string, params: Params, options: RequestOptions = {}): Promise<Answer<T>> {
    if (path === 'api/v1/query_range' || path === 'api/v1/query') {
      return (await this.ask(path, params, options)) as Answer<T>;
    }
    return this.get(path, params, options);
  }

  async get<T>(path: string, params: Params = {}, { signal }: RequestOptions = {}): Promise<Answer<T>> {
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
    const body = await this.attempt(async (source) => source.getResource?.(path, given), signal);
    if (!isRecord(body) || body.data === undefined) {
      throw new RequestFailure({ kind: 'not-prometheus', status: 200, found: phrase('no such resource') });
    }
    return { data: body.data as T, warnings: [], infos: [] };
  }

  private async ask(path: string, params: Params, { signal }: RequestOptions): Promise<Answer<unknown>> {
    const isRange = path === 'api/v1/query_range';
    const response = await this.attempt(async (source) => {
      const answer = source.query(toRequest(params, isRange, source));
      const all = isObservable(answer) ? answer : from(answer);
      const ended = signal ? all.pipe(takeUntil(fromEvent(signal, 'abort'))) : all;
      return firstValueFrom(ended.pipe(last()));
    }, signal);
    return readResponse(response, isRange);
  }

  private async attempt<T>(run: (source: OtherSource) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      unlessAborted(signal);
      const source = await this.find();
      unlessAborted(signal);
      return await run(source);
    } catch (error) {
      unlessAborted(signal);
      throw new RequestFailure({ kind: 'prometheus', errorType: '', error: messageOf(error) }, statusOf(error));
    }
  }
}

function unlessAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new RequestFailure({ kind: 'cancelled' });
  }
}

/** One query without variables: the step is the smallest that the other data source may choose, and the largest. */
function toRequest(params: Params, isRange: boolean, { uid, type }: OtherSource): DataQueryRequest {
  const step = Number(params.step ?? 15);
  const end = dateTime(1000 * Number(isRange ? params.end : (params.time ?? Date.now() / 1000)));
  const start = isRange ? dateTime(1000 * Number(params.start)) : dateTime(end).subtract(1, 'hour');
  const target = {
    refId: 'A',
    datasource: { uid, type },
    expr: params.query,
    range: isRange,
    instant: !isRange,
    format: 'time_series',
    interval: `${step}s`,
    intervalFactor: 1,
  };
  return {
    requestId: `presage-relay-${++relayed}`,
    app: 'presage',
    timezone: 'utc',
    targets: [target],
    range: { from: start, to: end, raw: { from: start, to: end } },
    interval: `${step}s`,
    intervalMs: 1000 * step,
    maxDataPoints: 11_000,
    scopedVars: {},
    startTime: Date.now(),
    hideFromInspector: true,
  } as DataQueryRequest;
}

function readResponse(response: DataQueryResponse, isRange: boolean): Answer<unknown> {
  if (!isRecord(response) || !Array.isArray(response.data)) {
    throw new RequestFailure({ kind: 'not-prometheus', status: 200, found: describeContent(response) });
  }
  const { error } = response as { error?: DataQueryError };
  const [failed] = response.errors ?? (error ? [error] : []);
  if (failed) {
    throw new RequestFailure({ kind: 'prometheus', errorType: '', error: messageOf(failed) }, failed.status);
  }
  const frames: DataFrame[] = response.data.filter((one) => isRecord(one) && Array.isArray(one.fields));
  const notices = frames.flatMap(({ meta }) => meta?.notices ?? []);
  const said = (isInfo: boolean) =>
    notices.filter(({ severity }) => (severity === 'info') === isInfo).map(({ text }) => text);
  boundFrames(frames);
  const series = frames.flatMap(readFrame);
  return {
    data: isRange
      ? { resultType: 'matrix', result: series }
      : { resultType: 'vector', result: series.map(({ metric, values }) => ({ metric, value: values.at(-1) })) },
    warnings: said(false),
    infos: said(true),
  };
}

/** @throws RequestFailure `too-large` before anything is copied: the other data source has no limits of its own */
function boundFrames(frames: DataFrame[]): void {
  let [series, points, labelBytes] = [0, 0, 0];
  for (const { labels, values = [] } of frames.flatMap(numbersOf)) {
    series++;
    points += values.length;
    for (const name in labels) {
      labelBytes += name.length + labels[name].length;
    }
  }
  bound('series', series);
  bound('megabytes of labels', labelBytes / 1e6);
  bound('points', points);
}

const numbersOf = ({ fields }: DataFrame) => fields.filter(({ type }) => type === FieldType.number);

/** Every number field with the time field beside it, wide or long. */
function readFrame(frame: DataFrame) {
  const time: Field<number> | undefined = frame.fields.find(({ type }) => type === FieldType.time);
  return numbersOf(frame).map(({ labels, values = [] }) => ({
    metric: labels ?? {},
    values: (time?.values ?? []).flatMap((at, i) =>
      values[i] === null || values[i] === undefined ? [] : [[at / 1000, String(values[i])]]
    ),
  }));
}

function statusOf(error: unknown): number | undefined {
  const { status } = isRecord(error) || error instanceof Error ? (error as Record<string, unknown>) : {};
  return typeof status === 'number' ? status : undefined;
}

const through = phrase('The data source that is asked through');

function messageOf(error: unknown): string {
  const { data, message } = isRecord(error) ? error : { message: error };
  const inner = isRecord(data) ? (data.error ?? data.message) : undefined;
  const isBare = error instanceof Error && inner === undefined;
  return describeReason(isBare ? error : (inner ?? message), through);
}
