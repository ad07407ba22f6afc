import { cloneDeep } from 'lodash';
import { markLive, markTree } from './liveTargets';

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Distort = (original: Callable) => Callable;

const call = (original: Callable, self: unknown, args: unknown[]) => Reflect.apply(original, self, args);

/** What Grafana puts in the place of the browser's functions in a sandbox, as far as a plugin like ours notices. */
export function createDistortions(evaluate: (source: string) => void): Map<unknown, Distort> {
  const postMessage: Distort = (original) =>
    function (...args) {
      try {
        return call(original, this, cloneDeep(args));
      } catch {
        throw new Error('postMessage arguments are invalid objects');
      }
    };
  const createElement: Distort = (original) =>
    function (...args) {
      return args[0] === 'iframe' ? document.createDocumentFragment() : call(original, this, args);
    };
  const appendChild: Distort = (original) =>
    function (...args) {
      const [node] = args;
      if (node instanceof HTMLScriptElement) {
        void load(node, evaluate);
        return undefined;
      }
      return call(original, this, args);
    };
  const clone: Distort = (original) =>
    function (...args) {
      const cloned = call(original, this, args);
      markTree(cloned);
      return cloned;
    };
  const defaultView = Object.getOwnPropertyDescriptor(Document.prototype, 'defaultView')?.get;
  return new Map<unknown, Distort>([
    [Worker.prototype.postMessage, postMessage],
    [window.postMessage, postMessage],
    [Document.prototype.createElement, createElement],
    [Node.prototype.appendChild, appendChild],
    [cloneDeep, clone],
    [defaultView, () => () => window],
  ]);
}

/** A chunk of the plugin runs in the sandbox too. */
async function load(script: HTMLScriptElement, evaluate: (source: string) => void) {
  try {
    const response = await fetch(script.src);
    evaluate(withOwnLocation(await response.text()));
    script.onload?.(new Event('load'));
  } catch (error) {
    script.onerror?.(new ErrorEvent('error', { error }));
  }
}

/** `window.location` cannot be replaced in a realm: the text is. */
export const withOwnLocation = (source: string) => source.replace(/window\.location/g, 'window.locationSandbox');

/** The prototypes of elements are instances of their class too, and no nodes. */
export function isElement(value: unknown): value is Element {
  try {
    return value instanceof Element && value.nodeName !== undefined;
  } catch {
    return false;
  }
}

/** An element as sandboxed code sees it: its own, detached or a portal's, else an empty one in its place. */
export function guardElement(element: Element, pluginId: string): Element {
  const isOwn = !document.contains(element) || element.closest(`[data-plugin-sandbox="${pluginId}"]`) !== null;
  const isOfPage = element.closest('#reactRoot') !== null && ![document.body, document.head].includes(element as never);
  const seen = isOwn || !isOfPage ? element : document.createElement(element.nodeName);
  if ('style' in seen) {
    markLive(seen.style as object);
  }
  return seen;
}

/** Grafana hands every message to a worker on as plain lists and objects, typed arrays included. */
export function flattenMessages() {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
    return Reflect.apply(postMessage, this, args.map(flatten));
  };
}

function flatten(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(flatten);
  }
  if (typeof value !== 'object' || value === null || value instanceof ArrayBuffer) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, flatten(item)]));
}
