import { browserStorage } from './browserStorage';
import { createModelStore, type ModelStore } from './modelStore';

let shared: ModelStore | undefined;

/** The page's store of models: what one part of the page saves, all others find, even where only memory is left. */
export function pageStore(): ModelStore {
  shared ??= createModelStore(browserStorage());
  return shared;
}
