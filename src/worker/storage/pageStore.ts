import { browserStorage } from './browserStorage';
import { createModelStore } from './modelStore';
import { oncePerPage } from '../oncePerPage';

/** The page's store of models: what one part of the page saves, all others find, even where only memory is left. */
export const pageStore = oncePerPage('models 1', () => createModelStore(browserStorage()));
