import { AppEvents } from '@grafana/data';
import {
  getAppEvents,
  type BackendSrv,
  type BackendSrvRequest,
  type FetchError,
  type FetchResponse,
} from '@grafana/runtime';
import { Observable, lastValueFrom } from 'rxjs';

/** The running call of each request id: a new one takes its place. */
const running = new Map<string, AbortController>();

const isAbsolute = (url: string) => /^https?:/.test(url);

function buildRequest({ url, method = 'GET', data, params, headers = {} }: BackendSrvRequest): [string, RequestInit] {
  const address = new URL(isAbsolute(url) ? url : `/${url.replace(/^\/+/, '')}`, window.location.origin);
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) {
        address.searchParams.append(name, String(item));
      }
    }
  }
  const sent = new Headers({ accept: 'application/json, text/plain, */*', ...headers });
  if (data === undefined || data === null || method === 'GET') {
    return [address.toString(), { method, headers: sent }];
  }
  if (sent.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return [
      address.toString(),
      { method, headers: sent, body: typeof data === 'string' ? data : new URLSearchParams(data) },
    ];
  }
  const isPlain =
    typeof data === 'string' || data instanceof Blob || data instanceof FormData || data instanceof URLSearchParams;
  if (!isPlain) {
    sent.set('content-type', 'application/json');
  }
  return [address.toString(), { method, headers: sent, body: isPlain ? data : JSON.stringify(data) }];
}

async function parse(response: Response, type?: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'arraybuffer' || type === 'blob') {
    return type === 'blob' ? response.blob() : response.arrayBuffer();
  }
  const text = await response.text();
  if (type === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (type === 'json' && text !== '') {
      throw error;
    }
    return text;
  }
}

/** Grafana gives an error's data always the form `{message}`. */
function errorData(data: unknown, statusText: string) {
  if (typeof data === 'string' || !data) {
    return { message: data || 'Unexpected error', error: statusText, response: data };
  }
  const { message, error } = data as { message?: string; error?: unknown };
  return !message && typeof error === 'string' ? { ...data, message: error } : data;
}

const cancelledError = (config: BackendSrvRequest) => ({
  type: 'cancelled',
  cancelled: true,
  data: null,
  status: -1,
  statusText: 'Request was aborted',
  config,
});

function alertError(config: BackendSrvRequest, error: FetchError) {
  if (config.showErrorAlert !== false && error.status !== undefined) {
    const title = error.data?.message ?? error.statusText;
    getAppEvents().publish({ type: AppEvents.alertError.name, payload: [title] });
  }
}

/** Grafana's BackendSrv over `fetch`: unsubscribing, an abort signal or a newer call of the same id cancels. */
function fetchObservable<T>(config: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const { requestId, abortSignal } = config;
    if (requestId) {
      running.get(requestId)?.abort();
      running.set(requestId, controller);
    }
    const abort = () => controller.abort();
    abortSignal?.addEventListener('abort', abort);
    const [url, init] = buildRequest(config);
    const perform = async () => {
      const response = await fetch(url, { ...init, signal: controller.signal });
      const { status, statusText, ok, headers, redirected, type } = response;
      const data = await parse(response, config.responseType);
      if (!ok) {
        const error: FetchError = { status, statusText, data: errorData(data, statusText), config };
        // Grafana raises the alert a little later, so that a handler can mark the error as handled.
        setTimeout(() => error.isHandled || alertError(config, error), 50);
        throw error;
      }
      return { data: data as T, status, statusText, ok, headers, redirected, type, url: response.url, config };
    };
    perform()
      .then((response) => {
        subscriber.next(response);
        subscriber.complete();
      })
      .catch((error) => subscriber.error(controller.signal.aborted ? cancelledError(config) : error));
    return () => {
      abortSignal?.removeEventListener('abort', abort);
      if (requestId && running.get(requestId) === controller) {
        running.delete(requestId);
      }
      controller.abort();
    };
  });
}

const send = async <T>(config: BackendSrvRequest) => (await lastValueFrom(fetchObservable<T>(config))).data;

export const backendSrv: BackendSrv = {
  fetch: fetchObservable,
  chunked: () => {
    throw new Error('The workbench streams nothing');
  },
  request: send,
  datasourceRequest: (config) => lastValueFrom(fetchObservable(config)),
  get: (url, params, requestId, options) => send({ ...options, url, params, requestId, method: 'GET' }),
  delete: (url, data, options) => send({ ...options, url, data, method: 'DELETE' }),
  post: (url, data, options) => send({ ...options, url, data, method: 'POST' }),
  put: (url, data, options) => send({ ...options, url, data, method: 'PUT' }),
  patch: (url, data, options) => send({ ...options, url, data, method: 'PATCH' }),
};
