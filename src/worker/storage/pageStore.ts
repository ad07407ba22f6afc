import { browserStorage } from './browserStorage';
import { createModelStore } from './modelStore';
import { once } from '../once';

/** The page's store of models: what one part of the page saves, all others find, even where only memory is left. */
export const pageStore = once(() => createModelStore(browserStorage()));
