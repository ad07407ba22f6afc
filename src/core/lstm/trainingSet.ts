import { findMask, withoutMasked } from '../anomalies';
import { ForecastFailure, type ForecastOptions, horizonSteps, neededPoints } from '../options';
import {
  type Covariate,
  type Series,
  type Slice,
  assertWithinLimits,
  countKnown,
  isConstant,
  lastKnownIndex,
  splitHistory,
  toSlices,
} from '../series';
import { fitContext, type ModelContext } from './context';
import { createColumns, withColumns, type CovariateColumns } from './covariates';
import { createView, FEATURES } from './features';
import { createTargets, everyNth, findOrigins, trainingStride } from './windows';

/** All an engine needs to train on a series, and all `predictPaths` needs to ask the trained model. */
export interface TrainingSet {
  series: Series;
  /** (N) 1 where a value is not learned from: incidents and excluded windows */
  mask: Uint8Array;
  /** the series without those */
  cleaned: Series;
  options: ForecastOptions;
  shape: {
    features: number;
    sequenceLength: number;
    layers: number;
    hidden: number;
    outputs: number;
    /** absent for an LSTM */
    network?: Exclude<ForecastOptions['network'], 'lstm'>;
  };
  /** (N, C) row-major, no NaN */
  inputs: Float32Array;
  /** (N, H) row-major, NaN where unknown */
  targets: Float32Array;
  /** (W) rows of the last step of the training windows */
  origins: Int32Array;
  /** (V) the same for validation */
  validationOrigins: Int32Array;
  /** kept with the model, so that it can be used on the refreshed series */
  context: ModelContext;
  /** what the inputs hold beside the features of the series itself */
  columns: CovariateColumns;
}

/**
 * Turns a series into windows for an engine. With the context of a saved model its scaler, season and borders are
 * kept, and only the series is new.
 *
 * @param timeZone IANA zone of the calendar features
 * @param covariates other series to see; with a saved context those it was made with, in the same order
 * @throws ForecastFailure `no-values`, `too-little-history`, `constant`, `too-large`, `too-many-covariates`,
 *   `invalid-option`
 */
export function createTrainingSet(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  saved?: ModelContext,
  covariates: readonly Covariate[] = []
): TrainingSet {
  const { step } = series;
  const outputs = horizonSteps(options, step);
  assertWithinLimits(series, outputs, neededPoints(options));
  if (isConstant(series.values)) {
    throw new ForecastFailure({ kind: 'constant', value: series.values[lastKnownIndex(series.values)] });
  }
  const mask = findMask(series, options);
  const cleaned = withoutMasked(series, mask);
  const { values } = cleaned;
  const context = saved ?? fitContext(cleaned, options, timeZone, covariates, splitHistory(series));
  const slices = toSlices(cleaned, context.split);
  const view = createView(cleaned, context.scaler, context.linearBase, context.timeZone);
  const { sequenceLength, layers, hidden, network } = options;
  const columns = createColumns(series, covariates, context.covariates ?? []);
  const targets = createTargets(view, context.linearBase, slices);
  const originsIn = (slice: Slice) =>
    findOrigins(values, slice, sequenceLength).filter((t) => hasTarget(targets, t, outputs));
  const origins = originsIn(slices.train);
  const stride = trainingStride(origins.length);
  if (saved === undefined && origins.length === 0) {
    const needed = neededPoints(options);
    throw new ForecastFailure({ kind: 'too-little-history', needed, got: countKnown(values), step });
  }
  return {
    series,
    mask,
    cleaned,
    options,
    shape: {
      ...{ features: FEATURES.length + columns.width, sequenceLength, layers, hidden, outputs },
      ...(network !== 'lstm' && { network }),
    },
    inputs: withColumns(view.inputs, columns, values.length),
    targets,
    origins: everyNth(origins, stride),
    validationOrigins: everyNth(originsIn(slices.validation), stride),
    context,
    columns,
  };
}

function hasTarget(targets: Float32Array, row: number, horizon: number): boolean {
  return countKnown(targets, row * horizon, (row + 1) * horizon) > 0;
}
