import { MOST_PINNED, readPinned } from '../worker/storage';
import type { PinnedModel } from '../worker/pinning';
import type { Pins } from './details';
import type { PanelOptions } from './types';

/** Characters of all models that one panel keeps in a dashboard. */
const MOST = 2 * MOST_PINNED;

/** Models that the options hold, by series; undefined for one that cannot be read. */
export function pinnedOf(stored: PanelOptions['pinnedModels']): ReadonlyMap<string, PinnedModel | undefined> {
  return new Map([...textsOf(stored)].map(([key, text]) => [key, readPinned(text)]));
}

/** The models that these options hold, and how to change them. */
export function pinsOf(options: PanelOptions, change: (options: PanelOptions) => void): Pins {
  const stored = textsOf(options.pinnedModels);
  const sizes = new Map([...stored].map(([key, text]) => [key, text.length]));
  return {
    sizes,
    pin(key, text) {
      const rest = [...sizes].reduce((sum, [other, size]) => (other === key ? sum : sum + size), 0);
      if (rest + text.length > MOST) {
        return false;
      }
      change({ ...options, pinnedModels: { ...options.pinnedModels, [key]: text } });
      return true;
    },
    unpin(...keys) {
      // A dashboard merges options into those that it has: what is left out stays, and undefined takes it away.
      const gone = Object.fromEntries(keys.map((key) => [key, undefined]));
      change({ ...options, pinnedModels: { ...options.pinnedModels, ...gone } });
    },
  };
}

function textsOf(stored: PanelOptions['pinnedModels']): ReadonlyMap<string, string> {
  const entries = Object.entries(stored ?? {});
  return new Map(entries.flatMap(([key, text]) => (text === undefined ? [] : [[key, String(text)] as const])));
}
