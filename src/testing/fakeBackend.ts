import { type BackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { Observable } from 'rxjs';

/** An answer of the server: a body with status 200, or a failure as Grafana's `fetch` throws it. */
export type Reply = { body: unknown } | { fail: { status: number; statusText?: string; data?: unknown } } | 'never';

export interface SentRequest extends BackendSrvRequest {
  /** of the URL or of the form, whichever was used */
  params: URLSearchParams;
  path: string;
  state: 'running' | 'answered' | 'abandoned';
}

/** Stands in for Grafana's `BackendSrv` in tests: answers from a function and keeps what was asked. */
export function fakeBackend(reply: (request: SentRequest) => Reply) {
  const sent: SentRequest[] = [];
  const fetch = (request: BackendSrvRequest) =>
    new Observable<FetchResponse<unknown>>((subscriber) => {
      const [path, query = ''] = request.url.split('?');
      const record: SentRequest = {
        ...request,
        path: path.replace('/proxy/', ''),
        params: new URLSearchParams(typeof request.data === 'string' ? request.data : query),
        state: 'running',
      };
      sent.push(record);
      const answer = reply(record);
      const timer =
        answer !== 'never' &&
        setTimeout(() => {
          record.state = 'answered';
          if ('fail' in answer) {
            subscriber.error({ ...answer.fail, data: wrap(answer.fail, request), config: request });
          } else {
            subscriber.next({ data: inType(answer.body, request), status: 200 } as FetchResponse<unknown>);
            subscriber.complete();
          }
        }, 0);
      return () => {
        clearTimeout(timer || undefined);
        record.state = record.state === 'running' ? 'abandoned' : record.state;
      };
    });
  return { backend: { fetch } as unknown as BackendSrv, sent };
}

/** Grafana parses no body that is asked for as text. */
const inType = (body: unknown, { responseType }: BackendSrvRequest): unknown =>
  responseType === 'text' && typeof body === 'object' ? JSON.stringify(body) : body;

/** An error's body as Grafana hands it on. */
function wrap({ data, statusText }: { data?: unknown; statusText?: string }, request: BackendSrvRequest): unknown {
  const body = data ? inType(data, request) : data;
  return typeof body === 'string'
    ? { message: body, error: statusText, response: body }
    : (body ?? { message: 'Unexpected error' });
}

export const success = (data: unknown, more: object = {}): Reply => ({ body: { status: 'success', data, ...more } });
