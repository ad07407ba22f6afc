/**
 * The inputs that the network of a series goes by, asked of the worker when somebody wants to know.
 * Imports session, status/words and the worker's client. In: a series; out: a table.
 */
export { type Explain, createExplain } from './explain';
export { ImportanceTable } from './ImportanceTable';
