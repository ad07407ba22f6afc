import { type Phrase, phrase } from '../language';
import { ForecastFailure, optionTable } from '../options';
import { FEATURE_CLIP } from './features';
import { type Scaler, fitScaler, softClip } from '../math';
import { type Covariate, type Series, alignTo, countKnown, isConstant, lastKnownIndex } from '../series';

/** The fit of a covariate on the training part alone. */
export interface FittedCovariate {
  name: string;
  /** absent where it has no values there or never changes: it stays masked for this model */
  scaler?: Scaler;
}

/** Most covariates of one series. */
export const MAX_COVARIATES = optionTable.covariates.max;
/** Names of the features of one covariate at one step, in their order. */
export const COVARIATE_FEATURES = ['level', 'gap'] as const;

/** Less than this share of missing steps is not worth a sentence. */
const MISSING_SHARE = 0.01;
/**
 * Scalers of the covariates on rows `[0, trainEnd)` of the series.
 * @throws ForecastFailure `too-many-covariates`
 */
export function fitCovariates(series: Series, covariates: readonly Covariate[], trainEnd: number): FittedCovariate[] {
  if (covariates.length > MAX_COVARIATES) {
    throw new ForecastFailure({ kind: 'too-many-covariates', got: covariates.length, limit: MAX_COVARIATES });
  }
  return covariates.map((covariate) => {
    const { name } = covariate;
    const trained = alignTo(series, covariate).subarray(0, trainEnd);
    const isSilent = countKnown(trained) === 0 || isConstant(trained);
    return isSilent ? { name } : { name, scaler: fitScaler(trained) };
  });
}

/** Inputs of the LSTM from the covariates, and sentences that a user must know. */
export interface CovariateColumns {
  /** columns a row: `COVARIATE_FEATURES` of each covariate in turn */
  width: number;
  /** (N, width) row-major, no NaN */
  values: Float32Array;
  /** sentences */
  notes: Phrase[];
}

/**
 * @param covariates in the order of `fitted`
 */
export function createColumns(
  series: Series,
  covariates: readonly Covariate[],
  fitted: readonly FittedCovariate[]
): CovariateColumns {
  const width = fitted.length * COVARIATE_FEATURES.length;
  const values = new Float32Array(series.values.length * width);
  const notes: Phrase[] = [];
  fitted.forEach(({ name, scaler }, k) => {
    const aligned = alignTo(series, covariates[k]);
    aligned.forEach((value, t) => {
      const isKnown = scaler !== undefined && !Number.isNaN(value);
      const scaled = isKnown ? softClip((value - scaler.center) / scaler.spread, FEATURE_CLIP) : 0;
      values.set([scaled, isKnown ? 0 : 1], t * width + k * COVARIATE_FEATURES.length);
    });
    notes.push(...notesOn(name, scaler !== undefined, aligned, lastKnownIndex(series.values)));
  });
  return { width, values, notes };
}

/** (N, C) and (N, width) side by side: (N, C + width). */
export function withColumns(inputs: Float32Array, columns: CovariateColumns, rows: number): Float32Array {
  if (columns.width === 0) {
    return inputs;
  }
  const own = inputs.length / rows;
  const joined = new Float32Array(rows * (own + columns.width));
  for (let t = 0; t < rows; t++) {
    const at = t * (own + columns.width);
    joined.set(inputs.subarray(t * own, (t + 1) * own), at);
    joined.set(columns.values.subarray(t * columns.width, (t + 1) * columns.width), at + own);
  }
  return joined;
}

function notesOn(name: string, isFitted: boolean, aligned: Float64Array, origin: number): Phrase[] {
  if (!isFitted) {
    return [
      phrase(
        'The covariate “{{name}}” has no values in the training history, or never changes there: it adds nothing.',
        { name }
      ),
    ];
  }
  if (Number.isNaN(aligned[origin])) {
    return [
      phrase('The covariate “{{name}}” has no recent value, so the LSTM forecasts without its present state.', {
        name,
      }),
    ];
  }
  const missing = 1 - countKnown(aligned, 0, origin + 1) / (origin + 1);
  return missing > MISSING_SHARE
    ? [
        phrase('The covariate “{{name}}” is missing at {{share}} % of the steps, and left out there.', {
          name,
          share: Math.round(100 * missing),
        }),
      ]
    : [];
}
