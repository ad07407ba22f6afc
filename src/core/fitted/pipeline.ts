import { fitContext, type ModelContext } from '../lstm/context';
import { drawOutlook, type Circumstances } from './drawForecast';
import { ForecastFailure } from '../options/errors';
import { createColumns, withColumns, type Covariate, type CovariateColumns } from '../lstm/covariates';
import { createView, FEATURES } from '../lstm/features';
import type { NetworkChannel } from '../detector/networkChannel';
import type { Member } from '../members/member';
import { knownPathsMember } from '../members/knownPaths';
import { assertLearnable } from '../series/limits';
import { findMask, withoutMasked } from '../anomalies/mask';
import type { ForecastOptions } from '../options/options';
import { createOutlook, withLstm, withoutOutliers, type Outlook } from './fittedForecast';
import { horizonSteps, neededForBaseline, neededPoints } from '../options/resolve';
import type { ForecastResult } from './result';
import { unscale } from '../math/scaling';
import { countKnown, isConstant, lastKnownIndex, type Series } from '../series/series';
import { baseAt } from '../lstm/linearBase';
import { splitHistory, toSlices, type Slice } from '../series/split';
import { createTargets, everyNth, findOrigins, thinOrigins, trainingStride } from '../lstm/windows';

/** All an engine needs to train on a series, and all `complete` needs to make a forecast of the trained model. */
export interface Prepared {
  series: Series;
  /** (N) 1 where a value is not learned from: incidents and excluded windows */
  mask: Uint8Array;
  /** the series without those */
  cleaned: Series;
  options: ForecastOptions;
  shape: { features: number; sequenceLength: number; layers: number; hidden: number; outputs: number };
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

/** (W, H) row-major outputs of the network for windows that end at these rows of the inputs. */
export type Predict = (inputs: Float32Array, origins: Int32Array) => Promise<Float32Array>;

/**
 * Turns a series into windows for an engine. With the context of a saved model its scaler, season and borders are
 * kept, and only the series is new.
 *
 * @param timeZone IANA zone of the calendar features
 * @param covariates other series to see; with a saved context those it was made with, in the same order
 * @throws ForecastFailure `no-values`, `too-little-history`, `constant`, `too-large`, `too-many-covariates`,
 *   `invalid-option`
 */
export function prepare(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  saved?: ModelContext,
  covariates: readonly Covariate[] = []
): Prepared {
  const { step } = series;
  const outputs = horizonSteps(options, step);
  assertLearnable(series, outputs, neededPoints(options));
  if (isConstant(series.values)) {
    throw new ForecastFailure({ kind: 'constant', value: series.values[lastKnownIndex(series.values)] });
  }
  const mask = findMask(series, options);
  const cleaned = withoutMasked(series, mask);
  const { values } = cleaned;
  const context = saved ?? fitContext(cleaned, options, timeZone, covariates, splitHistory(series));
  const slices = toSlices(cleaned, context.split);
  const view = createView(cleaned, context.scaler, context.skip, context.timeZone);
  const { sequenceLength, layers, hidden } = options;
  const columns = createColumns(series, covariates, context.covariates ?? []);
  const targets = createTargets(view, context.skip, slices);
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
    shape: { features: FEATURES.length + columns.width, sequenceLength, layers, hidden, outputs },
    inputs: withColumns(view.inputs, columns, values.length),
    targets,
    origins: everyNth(origins, stride),
    validationOrigins: everyNth(originsIn(slices.validation), stride),
    context,
    columns,
  };
}

/**
 * Makes the forecast: the LSTM predicts every window it did not train on, and becomes a member of the blend with the
 * share that those predictions earn. Then again without the values that turn out to be incidents.
 * @param outlook of the same series, fitted without the LSTM
 */
export async function complete(
  prepared: Prepared,
  predict: Predict,
  outlook: Outlook,
  circumstances: Circumstances
): Promise<ForecastResult> {
  const first = await blendIn(prepared, predict, outlook);
  const clean = withoutOutliers(first);
  return drawOutlook(clean === first ? first : await blendIn(prepared, predict, clean), circumstances);
}

async function blendIn(prepared: Prepared, predict: Predict, outlook: Outlook): Promise<Outlook> {
  const paths = await predictPaths(prepared, predict, outlook.mask);
  return withLstm(outlook, knownPathsMember('lstm', paths));
}

/**
 * The outlook of a prepared series before its LSTM is known: what is shown while that trains.
 * @param network the LSTM of the anomaly detector
 */
export function outlookOf(
  { series, options, mask, context }: Prepared,
  networks: readonly Member[] = [],
  network?: NetworkChannel
): Outlook {
  const { split, timeZone } = context;
  return createOutlook(series, options, { timeZone, mask, networks, network, split });
}

/** Forecasts by the row of their origin, in the unit of the series, from what the outlook has not masked. */
export async function predictPaths(
  prepared: Prepared,
  predict: Predict,
  mask: Uint8Array
): Promise<Map<number, Float64Array>> {
  const { series, shape, context, columns } = prepared;
  const { skip, scaler } = context;
  const clean = withoutMasked(series, mask);
  const { validation } = toSlices(series, context.split);
  const past = { from: validation.from, to: clean.values.length };
  const origins = thinOrigins(findOrigins(clean.values, past, shape.sequenceLength), shape.outputs);
  const view = createView(clean, scaler, skip, context.timeZone);
  const outputs = await predict(withColumns(view.inputs, columns, clean.values.length), origins);
  const base = new Float64Array(shape.outputs);
  const paths = new Map<number, Float64Array>();
  origins.forEach((t, w) => {
    baseAt(t, view, skip, base);
    const path = base.map((value, h) => unscale(value + skip.spread[h] * outputs[w * shape.outputs + h], scaler));
    paths.set(t, path);
  });
  return paths;
}

/**
 * The outlook of a series with too little history for an LSTM.
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`, `invalid-option`
 */
export function outlookWithoutLstm(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  networks: readonly Member[] = [],
  network?: NetworkChannel
): Outlook {
  assertLearnable(series, horizonSteps(options, series.step), neededForBaseline(options));
  const mask = findMask(series, options);
  return withoutOutliers(createOutlook(series, options, { timeZone, mask, networks, network }));
}

function hasTarget(targets: Float32Array, row: number, horizon: number): boolean {
  return countKnown(targets, row * horizon, (row + 1) * horizon) > 0;
}
