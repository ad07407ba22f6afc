import { withBackOff } from './backOff';
import { PrometheusFailure, type QueryRange, ServerAway } from './client';

const PLAN = { start: 0, end: 60_000, step: 60 };
const signal = new AbortController().signal;

function makeServer() {
  const server = { now: 1e12, requests: 0, failure: undefined as Error | undefined };
  const answer: QueryRange = async () => {
    server.requests++;
    if (server.failure) {
      throw server.failure;
    }
    return [];
  };
  const ask = withBackOff(answer, () => server.now);
  return { server, ask: () => ask('up', PLAN, signal) };
}

test('a server that is away is asked ever more rarely, at most every five minutes, and any answer ends it', async () => {
  const { server, ask } = makeServer();
  server.failure = new ServerAway('Nobody answered.');
  const pauses: number[] = [];
  let last = server.now;
  for (let second = 0; second < 3600; second++) {
    const before = server.requests;
    await expect(ask()).rejects.toThrow(/^Nobody answered\./);
    if (server.requests > before) {
      pauses.push((server.now - last) / 1000);
      last = server.now;
    }
    server.now += 1000;
  }
  expect(pauses.slice(0, 9)).toEqual([0, 5, 10, 20, 40, 80, 160, 300, 300]);
  server.now = last + 300_000;
  server.failure = undefined;
  await expect(ask()).resolves.toEqual([]);
  server.failure = new ServerAway('Nobody answered.');
  await expect(ask()).rejects.toThrow('Nobody answered.');
  server.now += 5000;
  server.failure = undefined;
  await expect(ask()).resolves.toEqual([]);
});

test('the other queries of a round fail at once, and say when the server is asked again', async () => {
  const { server, ask } = makeServer();
  server.failure = new ServerAway('Nobody answered.');
  await expect(ask()).rejects.toThrow('Nobody answered.');
  await expect(ask()).rejects.toThrow('Nobody answered. It is asked again in 5 s.');
  expect(server.requests).toBe(1);
});

test('an answer that refuses a query is an answer: the next one is asked', async () => {
  const { server, ask } = makeServer();
  server.failure = new PrometheusFailure('Prometheus answered bad_data: no.');
  await expect(ask()).rejects.toThrow('bad_data');
  await expect(ask()).rejects.toThrow('bad_data');
  expect(server.requests).toBe(2);
});

test('a clock that is set back makes nobody wait', async () => {
  const { server, ask } = makeServer();
  server.failure = new ServerAway('Nobody answered.');
  await expect(ask()).rejects.toThrow();
  server.now -= 3_600_000;
  server.failure = undefined;
  await expect(ask()).resolves.toEqual([]);
});
