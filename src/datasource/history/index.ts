/**
 * Histories through a cache: pieces on an absolute grid, in memory and in IndexedDB, fetched in turn and once.
 * Imports api and the worker's storage. In: a question and how to ask it; out: columns, and what they cost.
 */
export { type Entry } from './chunkStore';
export { historyStore } from './historyStore';
export { type HistoryFigures, HistoryReader } from './historyReader';
export { Lane } from './lane';
export { wait } from './patiently';
