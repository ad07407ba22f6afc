import { createForecastClient } from './queueingClient';
import { createWorker } from '../workers/createWorker';
import { poolSize } from '../workers/pool';
import { pageStore } from '../storage/pageStore';
import type { ForecastClient } from '../protocol';
import { pageVisibility } from '../workers/visibility';
import { PATIENCE } from '../workers/workerHandle';

let shared: ForecastClient | undefined;

/** The page's client: all panels of a page share one queue and one pool of workers. */
export function forecastClient(): ForecastClient {
  shared ??= createForecastClient({
    createWorker,
    store: pageStore(),
    visibility: pageVisibility,
    now: Date.now,
    patience: PATIENCE,
    workers: poolSize(navigator.hardwareConcurrency),
  });
  return shared;
}
