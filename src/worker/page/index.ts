/**
 * The page's side: the queue, placement on devices, reuse of models, retries.
 * Imports workers, storage and protocol. In: forecast jobs; out: results and progress.
 */
export { forecastClient } from './client';
