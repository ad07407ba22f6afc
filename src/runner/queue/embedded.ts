import path from 'node:path';
import { isWatches } from '../alerts';
import type { Config } from '../config';
import { type Pool, isRemembered } from '../forecasts';
import { openState } from '../state';
import type { Backing } from './backing';

const ALERTS = 'alerts';

/** This process alone: its threads, and the folder of the configuration where it names one. */
export function createEmbedded({ state }: Config, pool: Pool, log: (sentence: string) => void): Backing {
  const kept = state === undefined ? undefined : openState(state, isRemembered, log);
  const told = state === undefined ? undefined : openState(path.join(state, 'alerts'), isWatches, log);
  const known = told?.load(ALERTS) ?? [];
  return {
    begin: async () => () => true,
    answer: pool.answer,
    recall: async (key) => kept?.load(key),
    remember: async (key, remembered) => kept?.save(key, remembered),
    forget: async (key) => kept?.remove(key),
    watches: async () => known.splice(0),
    keepWatches: async (watches) => told?.save(ALERTS, watches),
    standing: () => ({ waiting: pool.waiting() }),
    stop: pool.stop,
  };
}
