import { horizonSteps, modelKey } from '../../core/options';
import type { Workload } from '../../engine/model';
import type { ForecastQuestion } from '../protocol';

/** Features per step; what a step costs hardly depends on them. */
const FEATURES = 8;
/** Share of a history's points that a window to train on ends at. */
const TRAINING_SHARE = 0.7;

/** The rough cost of training a series; its exact shape is known when its windows are. */
export function workloadOf({ series, options, panel = [series] }: ForecastQuestion): Workload {
  const rows = panel.reduce((sum, { values }) => sum + values.length, 0);
  const { sequenceLength, layers, hidden, network, batchSize, epochs } = options;
  return {
    shape: {
      ...{ features: FEATURES, sequenceLength, layers, hidden, outputs: horizonSteps(options, series.step) },
      ...(network !== 'lstm' && { network }),
    },
    batchSize,
    steps: epochs * Math.max(1, Math.ceil((TRAINING_SHARE * rows) / batchSize)),
  };
}

/** Equal for series whose networks have the same shape and are trained alike: those can be trained side by side. */
export function batchKeyOf({ series, options, covariates = [] }: ForecastQuestion): string {
  return JSON.stringify([series.step, modelKey(options), covariates.length]);
}
