import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../server/http';

/** Seconds of the request that the exemplar tells of, in the bucket up to half a second. */
export const EXEMPLAR = 0.42;
export const TRACE = '4bf92f3577b34da6';

/** OpenMetrics of a histogram whose requests take as long as ever, each with the trace of the last one. */
const exposition = (count: number) =>
  [
    '# TYPE checkout_seconds histogram',
    `checkout_seconds_bucket{le="0.5"} ${count} # {trace_id="${TRACE}"} ${EXEMPLAR} ${Date.now() / 1000}`,
    `checkout_seconds_bucket{le="+Inf"} ${count}`,
    `checkout_seconds_sum ${EXEMPLAR * count}`,
    `checkout_seconds_count ${count}`,
    '# EOF',
    '',
  ].join('\n');

/** A target for Prometheus with exemplars; resolves with its `host:port`. */
export async function startExemplarTarget(): Promise<{ host: string; stop(): void }> {
  let count = 0;
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    response.end(exposition(++count));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `${LOOPBACK}:${port}`, stop: () => void server.close() };
}
