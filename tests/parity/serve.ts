import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.resolve(__dirname, '../..');
const WASM = path.join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

/** Serves an empty page, the bundled suite as `/worker.js` and TensorFlow.js' WASM files, on a free port of this machine. */
export async function serveSuite(): Promise<{ url: string; close(): Promise<void> }> {
  const bundle = await build({
    entryPoints: [path.join(__dirname, 'worker.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: '/',
    write: false,
    logLevel: 'error',
    // The WASM backend's Node half is never run in a browser.
    external: ['fs', 'path', 'os', 'worker_threads', 'perf_hooks', 'crypto'],
  });
  const scripts = new Map(bundle.outputFiles.map((file) => [path.posix.basename(file.path), file.contents]));
  const server = createServer(async ({ url = '/' }, response) => {
    const name = path.posix.basename(url);
    const script = scripts.get(name);
    if (url === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Parity</title>');
    } else if (script) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    } else if (/^\/wasm\/[\w-]+\.wasm$/.test(url)) {
      response.writeHead(200, { 'Content-Type': 'application/wasm' }).end(await readFile(path.join(WASM, name)));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
