/** The runner's one file: the command line, and in its own threads the work. */
import { fileURLToPath } from 'node:url';
import { main, terminal } from './commands';
import { serveAsThread } from './forecasts';

if (!serveAsThread()) {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort());
  }
  process.exitCode = await main(process.argv.slice(2), fileURLToPath(import.meta.url), terminal, controller.signal);
}
