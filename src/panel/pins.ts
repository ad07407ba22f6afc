import { MOST_PINNED, readPinned } from '../worker/storage';
import type { SavedModel } from '../worker/protocol';
import type { Pins } from './details';
import type { PanelOptions } from './types';

/** Characters of all models that one panel keeps in a dashboard. */
const MOST = 2 * MOST_PINNED;

/** Models that the options hold, by series; those that cannot be read are left out. */
export function pinnedOf(stored: PanelOptions['pinnedModels']): ReadonlyMap<string, SavedModel> {
  const models = Object.entries(stored ?? {}).map(([key, text]) => [key, readPinned(text)] as const);
  return new Map(models.flatMap(([key, model]) => (model ? [[key, model] as const] : [])));
}

/** The models that these options hold, and how to change them. */
export function pinsOf(options: PanelOptions, change: (options: PanelOptions) => void): Pins {
  const { pinnedModels: stored = {}, ...others } = options;
  const sizes = new Map(Object.entries(stored).map(([key, text]) => [key, String(text).length]));
  return {
    sizes,
    pin(key, text) {
      const rest = [...sizes].reduce((sum, [other, size]) => (other === key ? sum : sum + size), 0);
      if (rest + text.length > MOST) {
        return false;
      }
      change({ ...options, pinnedModels: { ...stored, [key]: text } });
      return true;
    },
    unpin(key) {
      const left = Object.fromEntries(Object.entries(stored).filter(([other]) => other !== key));
      change(Object.keys(left).length > 0 ? { ...others, pinnedModels: left } : others);
    },
  };
}
