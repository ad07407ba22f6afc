import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from '../server/http';

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws Error where the server has ended, or does not answer within 30 s */
export async function waitUntilReady(url: string, hasEnded: () => boolean) {
  for (let attempt = 0; attempt < 300 && !hasEnded(); attempt++) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false
    );
    if (ready) {
      return;
    }
    await sleep(100);
  }
  throw new Error(`${url} did not become ready`);
}
