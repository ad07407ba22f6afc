import { createForecastClient } from './queueingClient';
import { PATIENCE, createWorker, pageVisibility, poolSize } from '../workers';
import { pageStore } from '../storage';
import { once } from '../once';
import type { ForecastClient } from '../protocol';

/** The page's client: all panels of a page share one queue and one pool of workers. */
export const forecastClient = once((): ForecastClient =>
  createForecastClient({
    createWorker,
    store: pageStore(),
    visibility: pageVisibility,
    now: Date.now,
    patience: PATIENCE,
    workers: poolSize(navigator.hardwareConcurrency),
  })
);
