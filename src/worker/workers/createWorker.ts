/**
 * The one file that knows how a worker starts inside Grafana: from the app's folder, which may be on another origin
 * (a CDN), under whatever content security policy the page has.
 */
import type { ToWorker } from '../protocol';
import { isSandboxed } from '../realm';
import { isInRender } from './inRender';
import { TextWorker } from './textWorker';

/** As emitted by webpack.config.ts. */
const FILE = 'panel/forecast.worker.js';
const POLICY = 'presage-forecast-worker';

/** The part of `Worker` that the page uses; tests bring their own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Trusted Types, which TypeScript's DOM library does not describe. */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * Starts the worker and tells it where the bundle is, since a worker made from a Blob cannot know.
 *
 * @throws what the browser throws, such as a SecurityError, where the page's policy forbids workers; a script that
 *   cannot be loaded is reported later, to `onerror`
 */
export function createWorker(): WorkerLike {
  const publicPath = new URL(__webpack_public_path__, document.baseURI).href;
  const url = workerUrl(publicPath, __webpack_hash__);
  const sameOrigin = new URL(url).origin === location.origin;
  // Chromium tells the page's debugger that a worker's script is asked for, and only the worker's own that it came: the
  // image renderer would wait for it until it gives up. It does not count Blobs.
  const worker = sameOrigin && !isInRender() ? new Worker(trusted(url)) : startFromBlob(url);
  const start: ToWorker = isSandboxed ? { type: 'start', publicPath, asText: true } : { type: 'start', publicPath };
  worker.postMessage(start);
  return isSandboxed ? new TextWorker(worker) : worker;
}

/** Address of the worker's script; `build` keeps a browser from running a cached older one. */
export function workerUrl(publicPath: string, build: string): string {
  return `${publicPath}${FILE}?_cache=${encodeURIComponent(build)}`;
}

/**
 * Source of a worker that does nothing but load `url`. `new Worker(url)` refuses another origin; `importScripts` does
 * not. Where the page requires trusted types the new worker inherits that, and has no policy yet.
 */
export function blobSource(url: string): string {
  return [
    'let trust = (url) => url;',
    `try { const policy = self.trustedTypes?.createPolicy(${JSON.stringify(POLICY)}, { createScriptURL: (url) => url });`,
    '  if (policy) { trust = (url) => policy.createScriptURL(url); } } catch {}',
    `importScripts(trust(${JSON.stringify(url)}));`,
  ].join('\n');
}

function startFromBlob(url: string): Worker {
  const blobUrl = URL.createObjectURL(new Blob([blobSource(url)], { type: 'text/javascript' }));
  const worker = new Worker(trusted(blobUrl));
  worker.addEventListener('message', () => URL.revokeObjectURL(blobUrl), { once: true });
  return worker;
}

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined;

/** Wraps a script's address where the page requires trusted types. */
function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  try {
    policy ??= factory?.createPolicy(POLICY, { createScriptURL: (text) => text });
  } catch {
    // The policy's name is not on the page's list: a default policy of the page may still accept the text.
  }
  return policy?.createScriptURL(url) ?? url;
}
