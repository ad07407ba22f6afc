import { drawForecast, type Circumstances } from '../core/fitted/drawForecast';
import { fitForecast, withLstm } from '../core/fitted/fittedForecast';
import type { ForecastResult } from '../core/fitted/result';
import { predictPaths, type Predict } from '../core/lstm/predictPaths';
import type { TrainingSet } from '../core/lstm/trainingSet';
import { knownPathsMember } from '../core/members/knownPaths';

/** The forecast of a training set as the worker makes it, with a network that answers at once. */
export async function forecastWithLstm(
  set: TrainingSet,
  predict: Predict,
  circumstances: Partial<Circumstances> = {}
): Promise<ForecastResult> {
  const fitted = fitTrainingSet(set);
  const paths = await predictPaths(set, predict, fitted.mask);
  return drawForecast(withLstm(fitted, knownPathsMember('lstm', paths)), {
    ...{ thresholds: [], trainedAt: 0 },
    ...circumstances,
  });
}

/** The forecast before its LSTM is trained. */
export function fitTrainingSet({ series, options, mask, context: { timeZone, split } }: TrainingSet) {
  return fitForecast(series, options, { timeZone, mask, split });
}
