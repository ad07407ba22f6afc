/** The runner's one file: the command line, and in its own threads the work. */
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { main, terminal } from './commands';
import { serveAsThread } from './forecasts';

if (!serveAsThread()) {
  // Node 20 has the fused multiplications of WebAssembly behind a flag that later ones take for an unknown name. With them
  // a training is quicker, and to the last bit that of a browser on this processor.
  if (process.version.startsWith('v20.')) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort());
  }
  process.exitCode = await main(process.argv.slice(2), fileURLToPath(import.meta.url), terminal, controller.signal);
}
