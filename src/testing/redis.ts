import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A real Redis that keeps nothing. */
export interface RedisServer {
  /** with the password where it has one */
  url: string;
  port: number;
  /** ends the process, and loses all that it held */
  stop(): Promise<void>;
}

/** Starts `redis-server` on loopback. @param port a free one where absent */
export async function startRedis({ port, password }: { port?: number; password?: string } = {}): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'presage-redis-'));
  const at = port ?? (await freePort());
  const flags = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const child = spawn('redis-server', [...flags, ...(password === undefined ? [] : ['--requirepass', password])], {
    stdio: 'ignore',
  });
  await untilOpen(at, child);
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${at}`,
    port: at,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilOpen(port: number, child: ChildProcess): Promise<void> {
  let failed: unknown;
  child.on('error', (error) => (failed = error));
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false
      ),
      setTimeout(1000, false),
    ]);
    socket.destroy();
    if (isOpen) {
      return;
    }
    if (failed !== undefined || child.exitCode !== null) {
      throw new Error('redis-server did not start (Debian: apt-get install redis-server).', { cause: failed });
    }
    await setTimeout(50);
  }
  throw new Error('redis-server did not answer within seconds.');
}
