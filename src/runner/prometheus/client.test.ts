import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerAway, createPrometheus } from './client';

const PLAN = { start: 0, end: 60_000, step: 60 };
let server: Server;
afterEach(() => server.close());

/** The failure of a query that is answered so; the server knows the token that it was sent. */
async function ask(status: number, answer: (token: string) => string): Promise<string> {
  server = createServer((request, response) => {
    response.writeHead(status).end(answer(request.headers.authorization!));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const query = createPrometheus({
    url,
    headers: { Authorization: 'Bearer tok-hunter2' },
    timeout: 5,
    scrapeInterval: 15,
  });
  return query('up', PLAN, new AbortController().signal).then(
    () => '',
    ({ message }: Error) => message
  );
}

test.each<[string, number, (token: string) => string, RegExp]>([
  [
    'a proxy',
    401,
    (token) => `<html>\n${token}</html>`,
    /answered 401, but not as Prometheus does: <html> \*\*\*<\/html>/,
  ],
  [
    'a server',
    403,
    (token) =>
      JSON.stringify({ status: 'error', errorType: 'forbidden', error: `${token.split(' ')[1]}\n is no token` }),
    /^Prometheus answered forbidden: \*\*\* is no token\. Check the credentials and headers\.$/,
  ],
])('%s that repeats the credentials: they are in no sentence', async (_, status, answer, words) => {
  const message = await ask(status, answer);
  expect(message).toMatch(words);
  expect(message).not.toContain('hunter2');
});

test.each<[string, number, string, boolean]>([
  ['a proxy before a server that is away', 502, '<html>Bad Gateway</html>', true],
  ['Prometheus with a query that took too long', 503, '{"status":"error","errorType":"timeout","error":"slow"}', false],
  ['a page that is no Prometheus', 200, '<html>hello</html>', false],
])('%s: %d', async (_, status, answer, isAway) => {
  server = createServer((__, response) => response.writeHead(status).end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const query = createPrometheus({ url, headers: {}, timeout: 5, scrapeInterval: 15 });
  const failure = await query('up', PLAN, new AbortController().signal).catch((error: unknown) => error);
  expect(failure instanceof ServerAway).toBe(isAway);
});

test('a server that does not answer is away', async () => {
  server = createServer();
  const query = createPrometheus({ url: 'http://127.0.0.1:1', headers: {}, timeout: 5, scrapeInterval: 15 });
  await expect(query('up', PLAN, new AbortController().signal)).rejects.toBeInstanceOf(ServerAway);
});

test('a week of minutes is asked for in answers no larger than a history, and is one series', async () => {
  const asked: number[][] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) {
      body += part;
    }
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(new URLSearchParams(body).get(name)));
    asked.push([start, end]);
    const values = Array.from({ length: (end - start) / step + 1 }, (_, i) => [start + i * step, `${i}`]);
    response.end(
      JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: { job: 'a' }, values }] } })
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const query = createPrometheus({ url, headers: {}, timeout: 5, scrapeInterval: 15 });
  const week = { start: 0, end: 9999 * 60_000, step: 60 };
  const [one, ...others] = await query('up', week, new AbortController().signal);
  expect(asked).toEqual([
    [0, 4999 * 60],
    [5000 * 60, 9999 * 60],
  ]);
  expect(others).toEqual([]);
  expect(one.times).toEqual(Array.from({ length: 10_000 }, (_, i) => i * 60_000));
});
