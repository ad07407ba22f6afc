import { type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { firstValueFrom, fromEvent, takeUntil } from 'rxjs';
import { describeContent, type FailedFetch, type Failure, RequestFailure, toFailure } from './failure';
import { waitsFor } from './patience';
import { readText } from './readText';
import { say } from '../../language';
import { type Answer } from '../types';
import { isRecord } from '../wire';

export interface RequestOptions {
  signal?: AbortSignal;
  /** A newer request with the same id replaces this one. */
  requestId?: string;
  hideFromInspector?: boolean;
}

export type Params = Record<string, string | string[] | undefined>;

/** Asks a server that speaks the Prometheus API. Throws `RequestFailure`, and nothing else. */
export interface Client {
  /** how long an answer is waited for, s */
  readonly limit: number;
  query<T>(path: string, params: Params, options?: RequestOptions): Promise<Answer<T>>;
  get<T>(path: string, params?: Params, options?: RequestOptions): Promise<Answer<T>>;
}

/** Speaks the Prometheus HTTP API through Grafana's proxy. Throws `RequestFailure`, and nothing else. */
export class PrometheusClient implements Client {
  private postRefused = false;
  private hasUrl = false;

  /**
   * @param url the proxy's address of this data source, as Grafana gives it
   * @param method POST carries expressions of any length; GET is for servers that refuse POST
   * @param limit how long Grafana's proxy waits for an answer, s
   */
  constructor(
    private readonly backend: () => BackendSrv,
    private readonly url: string | undefined,
    private readonly method: 'POST' | 'GET',
    readonly limit = waitsFor(undefined)
  ) {}

  /** Asks by POST where the endpoint and the server know it and let it through, else by GET. */
  async query<T>(path: string, params: Params, options: RequestOptions = {}): Promise<Answer<T>> {
    if (this.method === 'GET' || this.postRefused) {
      return this.get(path, params, options);
    }
    try {
      return await this.send<T>(
        {
          method: 'POST',
          url: this.address(path),
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          data: encode(params),
        },
        options
      );
    } catch (error) {
      if (error instanceof RequestFailure && isMethodRefused(error)) {
        const answer = await this.get<T>(path, params, options);
        this.postRefused = true;
        return answer;
      }
      throw error;
    }
  }

  async get<T>(path: string, params: Params = {}, options: RequestOptions = {}): Promise<Answer<T>> {
    const query = encode(params);
    return this.send({ method: 'GET', url: this.address(path) + (query && `?${query}`) }, options);
  }

  private address(path: string): string {
    if (!this.url) {
      throw new RequestFailure({ kind: 'not-configured' });
    }
    return `${this.url}/${path}`;
  }

  private async send<T>(request: BackendSrvRequest, { signal, ...options }: RequestOptions): Promise<Answer<T>> {
    if (signal?.aborted) {
      throw new RequestFailure({ kind: 'cancelled' });
    }
    const answer = this.backend().fetch<unknown>({
      ...request,
      ...options,
      abortSignal: signal,
      showErrorAlert: false,
      // As text, its size is known before anything is made of it.
      responseType: 'text',
    });
    // Leaving the observable is what makes Grafana drop a request that still waits for its turn.
    const aborted = signal && fromEvent(signal, 'abort');
    const sent = performance.now();
    let response;
    try {
      response = await firstValueFrom(aborted ? answer.pipe(takeUntil(aborted)) : answer);
    } catch (error) {
      const seconds = (performance.now() - sent) / 1000;
      const failure = toFailure(toFailedFetch(error), { seconds, limit: this.limit });
      if (signal?.aborted) {
        throw new RequestFailure({ kind: 'cancelled' });
      }
      throw new RequestFailure(await this.withoutUrl(failure), toFailedFetch(error).status);
    }
    return toAnswer(response.data, response.status);
  }

  /**
   * Grafana fails on a data source without a URL as on a port where nobody listens. Its settings tell, to those who may
   * read them.
   */
  private async withoutUrl(failure: Failure): Promise<Failure> {
    const [before, after] = this.url?.split('/proxy/uid/') ?? [];
    if (failure.kind !== 'unreachable' || this.hasUrl || !after) {
      return failure;
    }
    try {
      const settings = { url: `${before}/uid/${after}`, showErrorAlert: false, hideFromInspector: true };
      const { data } = await firstValueFrom(this.backend().fetch<unknown>(settings));
      this.hasUrl = !isRecord(data) || data.url !== '';
    } catch {
      this.hasUrl = true;
    }
    return this.hasUrl ? failure : { kind: 'not-configured' };
  }
}

/** The content of a successful answer; throws `RequestFailure` where it is not the Prometheus API's. */
function toAnswer<T>(received: unknown, status: number): Answer<T> {
  const body = typeof received === 'string' ? readText(received) : received;
  const bytes = typeof received === 'string' ? received.length : undefined;
  if (isRecord(body) && body.status === 'success' && body.data !== undefined) {
    const warnings = [...texts(body.warnings), ...(isPartial(body) ? [partial()] : [])];
    return { data: body.data as T, warnings, infos: texts(body.infos), ...(bytes !== undefined && { bytes }) };
  }
  if (isRecord(body) && body.status === 'error') {
    throw new RequestFailure(toFailure({ status, data: body }));
  }
  throw new RequestFailure({ kind: 'not-prometheus', status, found: describeContent(body) });
}

function encode(params: Params): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one])
  );
  return new URLSearchParams(pairs).toString();
}

function toFailedFetch(error: unknown): FailedFetch {
  return isRecord(error) || error instanceof Error ? (error as FailedFetch) : {};
}

/** A proxy before a server may refuse POST as a method, or as something that could write. */
function isMethodRefused({ detail, status }: RequestFailure): boolean {
  return detail.kind !== 'cancelled' && (status === 403 || status === 405 || status === 501);
}

const partial = () =>
  say('The answer is partial: a part of the storage did not answer. Values may be missing or too low.');

/** VictoriaMetrics says so beside the data, others in them. */
const isPartial = ({ isPartial, data }: Record<string, unknown>): boolean =>
  isPartial === true || (isRecord(data) && data.isPartial === true);

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
