import { setTimeout } from 'node:timers/promises';
import type { Config } from '../config';
import type { Shard } from '../forecasts';
import { messageOf } from '../http';
import { serve } from '../serve';
import { createService } from './service';
import type { Terminal } from './terminal';

/** Rounds until the signal aborts: each begins an interval after the one before began, or at once where that took longer. */
export async function run(
  config: Config,
  file: string,
  terminal: Terminal,
  signal: AbortSignal,
  shard?: Shard
): Promise<void> {
  const service = await createService(config, file, terminal, shard);
  const server = await serve(config.serve, config.interval, service.state);
  const { host, port, tls } = config.serve;
  terminal.log(
    `${config.queries.length} queries every ${config.interval} s; http${tls ? 's' : ''}://${host}:${port}/metrics`
  );
  try {
    while (!signal.aborted) {
      const next = Date.now() + 1000 * config.interval;
      // Whatever fails in a round, the next one is tried.
      await service.round(signal).catch((error: unknown) => terminal.log(`The round failed: ${messageOf(error)}`));
      await setTimeout(Math.max(0, next - Date.now()), undefined, { signal }).catch(() => {});
    }
  } finally {
    server.close();
    server.closeAllConnections();
    await service.stop();
  }
}
