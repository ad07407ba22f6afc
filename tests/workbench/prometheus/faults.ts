import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { readBody, send, sendJson, type Call, type Handler } from '../server/http';

/** An answer of a healthy server to a range query, with values of our choosing. */
const matrix = (values: Array<[number, string]>) => ({
  status: 'success',
  data: { resultType: 'matrix', result: values.length ? [{ metric: { __name__: 'fault' }, values }] : [] },
});

/** What a request asks for, in its address or its body. */
async function parametersOf({ request, url }: Call) {
  return new URLSearchParams([...url.searchParams, ...new URLSearchParams((await readBody(request)).toString())]);
}

/** NaN at every step that was asked for. */
async function nanOnly(call: Call) {
  const { response } = call;
  const asked = await parametersOf(call);
  const [start, end, step] = ['start', 'end', 'step'].map((name) => parseFloat(asked.get(name) ?? '0'));
  const length = step > 0 ? Math.floor((end - start) / step) + 1 : 0;
  sendJson(response, 200, matrix(Array.from({ length }, (_, i) => [start + i * step, 'NaN'])));
}

/** Seconds between points: a history has as many or more, what a panel shows has fewer. A refresh of it is short. */
const HISTORY_STEP = 1800;
const histories = new Map<string, number>();

/** `flaky/<name>/<n>/...`: the demo's data source, but the nth history that is asked for under this name fails. */
async function flaky(call: Call) {
  const [, name, nth, ...path] = call.rest.split('/');
  const asked = await parametersOf(call);
  if (Number(asked.get('step')) >= HISTORY_STEP) {
    const count = (histories.get(name) ?? 0) + 1;
    histories.set(name, count);
    if (count === Number(nth)) {
      return send(call.response, 500, 'text/plain', 'the server is starting\n');
    }
  }
  const answer = await askDemo(call, path, asked);
  send(call.response, answer.status, 'application/json', Buffer.from(await answer.arrayBuffer()));
}

/** `window/...`: the demo's data source over one step each, as MetricsQL reads `increase(x)`: values grow with the step. */
async function ownWindow(call: Call) {
  const [, ...path] = call.rest.split('/');
  const asked = await parametersOf(call);
  const answer = (await (await askDemo(call, path, asked)).json()) as ReturnType<typeof matrix>;
  for (const series of answer.data?.result ?? []) {
    series.values = series.values?.map(([time, value]) => [time, String(Number(value) * Number(asked.get('step')))]);
  }
  sendJson(call.response, 200, answer);
}

/** What the demo's data source answers. */
function askDemo(call: Call, path: string[], asked: URLSearchParams) {
  const { port } = call.request.socket.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/api/datasources/proxy/uid/presage-prometheus/${path.join('/')}?${asked}`);
}

const faults: Record<string, Handler> = {
  flaky,
  window: ownWindow,
  unauthorized: ({ response }) => send(response, 401, 'text/plain', 'Unauthorized\n'),
  forbidden: ({ response }) => send(response, 403, 'text/plain', 'Forbidden\n'),
  error: ({ response }) => send(response, 500, 'text/plain', 'the tree has fallen on the server\n'),
  refused: ({ response }) =>
    sendJson(response, 422, {
      status: 'error',
      errorType: 'execution',
      error: 'query processing would load too many samples into memory',
    }),
  malformed: ({ response }) =>
    send(response, 200, 'application/json', '{"status":"success","data":{"resultType":"matr'),
  html: ({ response }) => send(response, 200, 'text/html', '<!doctype html><title>Sign in</title><form>Sign in</form>'),
  empty: ({ response }) => sendJson(response, 200, matrix([])),
  nan: nanOnly,
  slow: async ({ response }) => {
    await sleep(40_000, undefined, { ref: false });
    sendJson(response, 200, matrix([]));
  },
};

/** `/faults/<kind>/...`: data sources whose url ends there meet this fault whatever they ask. */
export const serveFault: Handler = (call) => {
  const fault = faults[call.rest.split('/')[0]];
  return fault
    ? fault(call)
    : sendJson(call.response, 404, { message: `no such fault; one of: ${Object.keys(faults).join(', ')}` });
};
