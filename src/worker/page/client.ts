import { createForecastClient } from './queueingClient';
import { PATIENCE, createWorker, pageVisibility, poolSize } from '../workers';
import { pageStore } from '../storage';
import { oncePerPage } from '../oncePerPage';
import type { ForecastClient } from '../protocol';

/** The page's client: all panels and queries of a page share one queue and one pool of workers. */
export const forecastClient = oncePerPage('client 1', (): ForecastClient =>
  createForecastClient({
    createWorker,
    store: pageStore(),
    visibility: pageVisibility,
    now: Date.now,
    patience: PATIENCE,
    workers: poolSize(navigator.hardwareConcurrency),
  })
);
