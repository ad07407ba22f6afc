import { once } from '../../worker/once';
import { browserStorage } from '../../worker/storage';
import { createChunkStore } from './chunkStore';
import { createChunkDatabase } from './database';

/** The page's store of histories. */
export const historyStore = once(() => createChunkStore(createChunkDatabase(browserStorage())));
