import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';

const WASM = path.resolve(__dirname, '../../node_modules/@tensorflow/tfjs-backend-wasm/dist');

export interface WorkerServer {
  /** of the empty page */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves an empty page, TensorFlow.js' WASM files, and scripts for workers, on a free port of this machine.
 * @param entries TypeScript files by the name of their script: `suite` is bundled as `/suite.js`
 */
export async function serveWorkers(entries: Record<string, string>): Promise<WorkerServer> {
  const bundle = await build({
    entryPoints: entries,
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
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Workers</title>');
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

/** Starts a worker on a page of `serveWorkers`, sends it one message, and waits for what `answerMessages` answers. */
export function askWorker<Answer>(page: Page, script: string, message: unknown): Promise<Answer> {
  return page.evaluate(
    ([name, data]) =>
      new Promise<Answer>((resolve, reject) => {
        const worker = new Worker(`/${name}.js`, { type: 'module' });
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data: { result, error } }) => {
          worker.terminate();
          return error ? reject(new Error(error)) : resolve(result);
        };
        worker.postMessage(data);
      }),
    [script, message] as const
  ) as Promise<Answer>;
}
