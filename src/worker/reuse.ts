import { modelKey } from '../core/options';
import { type Series, lastKnownIndex, timeAt } from '../core/series';
import type { ForecastQuestion, SavedModel } from './protocol';

/**
 * Names a model in the store: equal for the same series, step, time zone, covariates and training options, whatever
 * the bands and the anomaly options.
 */
export function storeKey(identity: string, { series, options, timeZone, covariates = [] }: ForecastQuestion): string {
  return JSON.stringify([identity, series.step, timeZone, modelKey(options), ...covariates.map(({ name }) => name)]);
}

/** A model is used again until its series has moved on by the smaller of these. */
const MOST_NEW_SHARE = 0.1;
const MOST_NEW_MS = 24 * 3600_000;

/**
 * Whether a refresh brought so little new data that the model need not be trained again. A model from beyond the
 * series' end is never used: it has seen the values it would be judged on.
 */
export function isFresh(model: SavedModel, series: Series): boolean {
  const origin = timeAt(series, lastKnownIndex(series.values));
  const newest = Math.min(MOST_NEW_MS, MOST_NEW_SHARE * series.values.length * series.step * 1000);
  return model.origin <= origin && origin - model.origin <= newest;
}
