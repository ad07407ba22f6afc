import { drawForecast, type Circumstances } from '../core/fitted/drawForecast';
import { fitForecast, withLstm } from '../core/fitted/fittedForecast';
import type { ForecastResult } from '../core/fitted/result';
import { predictPaths, type Predict } from '../core/lstm/predictPaths';
import type { TrainingSet } from '../core/lstm/trainingSet';
import { knownPathsMember } from '../core/members/knownPaths';

/** The forecast of a training set as the worker makes it, from fewer past forecasts, with a network that answers at once. */
export async function forecastWithLstm(
  set: TrainingSet,
  predict: Predict,
  circumstances: Partial<Circumstances> = {},
  points?: number
): Promise<ForecastResult> {
  const fitted = fitTrainingSet(set, points);
  const paths = await predictPaths(set, predict, fitted.mask);
  return drawForecast(withLstm(fitted, knownPathsMember('lstm', paths)), {
    ...{ thresholds: [], trainedAt: 0 },
    ...circumstances,
  });
}

/** Points of past forecasts that all is measured on: fewer than the worker's, for quick tests. */
const POINTS = 12_000;

/** The forecast before its LSTM is trained. */
export function fitTrainingSet({ series, options, mask, context: { timeZone, split } }: TrainingSet, points = POINTS) {
  return fitForecast(series, options, { timeZone, mask, split, points });
}
