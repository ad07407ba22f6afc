import {
  type Covariate,
  type Series,
  type Split,
  createCalendar,
  splitHistory,
  stepsPerDay,
  toSlices,
} from '../series';
import { fitCovariates, type FittedCovariate } from './covariates';
import { type ForecastOptions, horizonSteps } from '../options';
import { type Scaler, fitScaler, scale } from '../math';
import { createDays, findSeason } from '../history';
import { fitLinearBase, type LinearBase } from './linearBase';

/**
 * All that was fit on the training part besides the weights. Plain data: stored with a model, it makes the model
 * usable on the same series later, when its window has moved on.
 */
export interface ModelContext {
  version: number;
  /** seconds */
  step: number;
  timeZone: string;
  sequenceLength: number;
  split: Split;
  scaler: Scaler;
  /** steps */
  season?: number;
  linearBase: LinearBase;
  /** absent without any */
  covariates?: FittedCovariate[];
}

/** Raised when features, targets or the linear base change: weights of another version mean something else. */
const VERSION = 1;

/**
 * Fits scaler, season and linear base on the training part of the series alone.
 * @throws ForecastFailure `too-many-covariates`
 */
export function fitContext(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  covariates: readonly Covariate[] = [],
  split = splitHistory(series)
): ModelContext {
  const { values, step } = series;
  const trainEnd = toSlices(series, split).train.to;
  const scaler = fitScaler(values, 0, trainEnd);
  const season = findSeason(values, step, trainEnd);
  const z = scale(values.subarray(0, trainEnd), scaler);
  const day = season === undefined ? undefined : stepsPerDay(step);
  const days = createDays(series, day ?? 0, createCalendar(timeZone));
  const linearBase = fitLinearBase(z, day, days, horizonSteps(options, step));
  const { sequenceLength } = options;
  const context = { version: VERSION, step, timeZone, sequenceLength, split, scaler, season, linearBase };
  return covariates.length > 0 ? { ...context, covariates: fitCovariates(series, covariates, trainEnd) } : context;
}

/** Whether a stored context fits this series and these options; anything at all may have been stored. */
export function isReusable(
  context: unknown,
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  covariates: readonly Covariate[] = []
): context is ModelContext {
  const stored = (typeof context === 'object' && context !== null ? context : {}) as Partial<ModelContext>;
  return (
    stored.version === VERSION &&
    stored.step === series.step &&
    stored.timeZone === timeZone &&
    stored.sequenceLength === options.sequenceLength &&
    stored.linearBase?.spread?.length === horizonSteps(options, series.step) &&
    areFinite(stored.split, 'validationStart', 'calibrationStart', 'liveStart') &&
    areFinite(stored.scaler, 'center', 'spread') &&
    areFitted(stored.covariates ?? [], covariates)
  );
}

/** Whether these were fit of the same covariates, in the same order. */
function areFitted(stored: unknown, covariates: readonly Covariate[]): boolean {
  return (
    Array.isArray(stored) &&
    stored.length === covariates.length &&
    (stored as Array<Partial<FittedCovariate> | null>).every(
      (fitted, k) =>
        fitted?.name === covariates[k].name &&
        (fitted.scaler === undefined || (areFinite(fitted.scaler, 'center', 'spread') && fitted.scaler.spread > 0))
    )
  );
}

function areFinite<T extends object>(stored: T | undefined, ...names: Array<keyof T>): boolean {
  return names.every((name) => Number.isFinite(stored?.[name]));
}
