/**
 * Whether this code runs in Grafana's frontend sandbox: a realm of its own behind a membrane, where typed arrays are
 * the page's. Importing it gives such a realm arrays of its own, so it comes before all that makes any.
 */
import { ARRAY_NAMES, ownArray } from '../core/math';

/** In one realm all lists share a kind of iterator; a membrane has two. */
export const isSandboxed = Object.getPrototypeOf([].values()) !== Object.getPrototypeOf(new Float64Array(0).values());

/** The realm is the plugin's alone: nobody else meets what stands in for the page's arrays there. */
if (isSandboxed) {
  for (const name of ARRAY_NAMES) {
    const value = ownArray(name, globalThis[name] as never);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
