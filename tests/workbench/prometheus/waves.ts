import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK, type Running, readBody, sendJson } from '../server/http';

const DAY = 86_400;

/**
 * Starts a server that answers every range query as Prometheus does, with so many series: a day's course with noise,
 * another one for each, the same whenever it is asked.
 */
export async function startWaves(count: number): Promise<Running> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const asked = new URLSearchParams(body.toString());
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
      const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step);
      const result = Array.from({ length: count }, (_, i) => ({
        metric: { instance: `i${i}` },
        values: times.map((time) => [time, String(valueAt(time, i))]),
      }));
      sendJson(response, 200, { status: 'success', data: { resultType: 'matrix', result } });
    });
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param time in seconds */
export const valueAt = (time: number, index: number): number =>
  50 + 20 * Math.sin((2 * Math.PI * time) / DAY + index) + noise(time / 60 + index);

/** Sums of uniform numbers by a hash of the time, within -7.5 and 7.5. */
function noise(seed: number): number {
  const uniform = (at: number) => Math.abs((Math.sin(at * 12.9898) * 43758.5453) % 1);
  return 5 * (uniform(seed) + uniform(seed + 0.25) + uniform(seed + 0.5) - 1.5);
}
