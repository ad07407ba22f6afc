import { setTimeout as sleep } from 'node:timers/promises';
import { send, sendJson, type Call, type Handler } from '../server/http';

/** An answer of a healthy server to a range query, with values of our choosing. */
const matrix = (values: Array<[number, string]>) => ({
  status: 'success',
  data: { resultType: 'matrix', result: values.length ? [{ metric: { __name__: 'fault' }, values }] : [] },
});

/** NaN at every step that was asked for. */
async function nanOnly({ request, response, url }: Call) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const asked = new URLSearchParams([...url.searchParams, ...new URLSearchParams(Buffer.concat(chunks).toString())]);
  const [start, end, step] = ['start', 'end', 'step'].map((name) => parseFloat(asked.get(name) ?? '0'));
  const length = step > 0 ? Math.floor((end - start) / step) + 1 : 0;
  sendJson(response, 200, matrix(Array.from({ length }, (_, i) => [start + i * step, 'NaN'])));
}

const faults: Record<string, Handler> = {
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
