import type { ModelDrift } from '../core/fitted';
import { HOUR_MS } from '../core/math';
import { modelKey } from '../core/options';
import { lastKnownIndex, timeAt } from '../core/series';
import { isImported } from './imported';
import type { ForecastQuestion, SavedModel } from './protocol';

/**
 * Names a model in the store: equal for the same series, step, time zone, covariates and training options, whatever
 * the bands and the anomaly options. A series has one imported model, whatever is asked of it.
 */
export function storeKey(identity: string, { series, options, timeZone, covariates = [] }: ForecastQuestion): string {
  if (options.network === 'imported') {
    return JSON.stringify([identity, options.network]);
  }
  return JSON.stringify([identity, series.step, timeZone, modelKey(options), ...covariates.map(({ name }) => name)]);
}

/** A model is used again until its series has moved on by the smaller of these. */
const MOST_NEW_SHARE = 0.1;
const MOST_NEW_MS = 24 * 3600_000;

/**
 * Whether a refresh brought so little new data that the model need not be trained again. A model from beyond the
 * series' end is never used: it has seen the values it would be judged on. Nobody knows what an imported model has seen,
 * and nothing would train it again.
 */
export function isFresh(model: SavedModel, question: Pick<ForecastQuestion, 'series' | 'panel'>): boolean {
  if (isImported(model)) {
    return true;
  }
  const { series } = question;
  const origin = originOf(question);
  const newest = Math.min(MOST_NEW_MS, MOST_NEW_SHARE * series.values.length * series.step * 1000);
  return model.origin <= origin && origin - model.origin <= newest;
}

/** Last observed time of what a model is trained on, ms: of the series, or of all that share the network. */
export function originOf({ series, panel = [series] }: Pick<ForecastQuestion, 'series' | 'panel'>): number {
  return Math.max(...panel.map((one) => timeAt(one, lastKnownIndex(one.values))));
}

/** A model is trained again for the drift of its series no sooner than this after its last training, ms. */
const DRIFT_PAUSE_MS = HOUR_MS;

/** Whether a model that its series has left is trained again. One that was imported, or pinned, is for people to renew. */
export function isRetrainedFor(drift: ModelDrift | undefined, model: SavedModel, now: number): boolean {
  return drift !== undefined && !isImported(model) && now - model.trainedAt >= DRIFT_PAUSE_MS;
}
