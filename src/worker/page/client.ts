import { createForecastClient } from './queueingClient';
import { PATIENCE, createWorker, pageVisibility, poolSize } from '../workers';
import { pageStore } from '../storage';
import type { ForecastClient } from '../protocol';

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
