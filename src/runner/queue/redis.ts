import type { Redis, RedisOptions } from 'ioredis';
import { messageOf } from '../http';

/** Longest time of a command, ms: it fails then, and is asked again with the next round. */
const TIMEOUT_MS = 5000;
/** Between two attempts to reach it, ms. */
const RETRY_MS = 1000;

/** A Redis that may go away and come back. */
export interface Connection {
  /** for commands that fail rather than wait while it is away */
  client: Redis;
  /** a client more, for commands that block */
  createBlocking(): Redis;
  /** @throws Error, a sentence that names the host alone: the address has a password */
  ask<T>(command: (client: Redis) => Promise<T>): Promise<T>;
  /** a sentence on why the last command failed; undefined where it went well */
  problem(): string | undefined;
  stop(): void;
}

/** Opens a connection, whether it can be reached or not. The driver is loaded here and nowhere else. */
export async function connect(address: string, log: (sentence: string) => void): Promise<Connection> {
  const { Redis: Client } = await import('ioredis');
  const { hostname, port } = new URL(address);
  const name = `Redis at ${hostname}:${port || 6379}`;
  const open = (options: RedisOptions) => {
    const client = new Client(address, { retryStrategy: () => RETRY_MS, ...options });
    client.on('error', (error: Error) => (unreached = wordsOf(error)));
    return client;
  };
  let unreached: string | undefined;
  let problem: string | undefined;
  const client = open({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: TIMEOUT_MS });
  client.on('ready', () => (unreached = undefined));
  client.on('close', () => (unreached ??= 'the connection was closed'));
  /** Tells once that it went, whatever reasons follow, and once that it came back. */
  const say = (sentence: string | undefined) => {
    if ((sentence === undefined) !== (problem === undefined)) {
      log(sentence ?? `${name} answers again.`);
    }
    problem = sentence;
  };
  return {
    client,
    createBlocking: () => open({ maxRetriesPerRequest: null }),
    async ask(command) {
      try {
        await reached(client);
        const answer = await command(client);
        say(undefined);
        return answer;
      } catch (error) {
        const isThere = client.status === 'ready';
        say(sentenceOf(name, (isThere ? undefined : unreached) ?? wordsOf(error as Error)));
        throw new Error(problem);
      }
    },
    problem: () => problem,
    stop: () => client.disconnect(),
  };
}

const SETTLED = ['ready', 'error', 'close', 'end'];

/** Waits for the first connection, or for the first failure. */
async function reached(client: Redis): Promise<void> {
  if (client.status === 'connecting' || client.status === 'connect') {
    await new Promise<void>((resolve) => {
      const settle = () => {
        SETTLED.forEach((event) => client.off(event, settle));
        resolve();
      };
      SETTLED.forEach((event) => client.on(event, settle));
    });
  }
}

/** Node joins the failures of several addresses of a host in an error without a message. */
const wordsOf = (error: Error): string =>
  error instanceof AggregateError && error.message === '' ? error.errors.map(messageOf).join(', ') : error.message;

function sentenceOf(name: string, reason: string): string {
  const isLogin = /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/.test(reason);
  return isLogin
    ? `${name} refused: ${reason.replace(/\.$/, '')}. Check the user and the password in the address of the queue.`
    : `${name} did not answer: ${reason.replace(/\.$/, '')}. Check the address of the queue and that it runs; it is asked again.`;
}
