import { type Phrase, phrase } from '../language';
import { findMask, withoutMasked } from '../anomalies';
import { type Scaler, fitScaler, scale, unscale } from '../math';
import type { KnownPaths } from '../members';
import { type ForecastOptions, formatDuration, horizonSteps, neededForBaseline } from '../options';
import {
  type Covariate,
  type Series,
  type Split,
  alignTo,
  assertWithinLimits,
  createCalendar,
  splitHistory,
  timeAt,
  toSlices,
} from '../series';
import { fitCovariates } from './covariates';
import type { Predict } from './predictPaths';
import { findOrigins, thinOrigins } from './windows';

/** The sizes of a network that was trained elsewhere. */
interface ImportedSizes {
  sequenceLength: number;
  features: number;
  outputs: number;
}

/** Names of the calendar's values at one step, which such a network may see, in this order. */
const CALENDAR = ['sin of the hour', 'cos of the hour', 'sin of the weekday', 'cos of the weekday'] as const;

/** All that is needed to ask a network that was trained elsewhere for its forecasts. */
interface ImportedSet {
  series: Series;
  sizes: ImportedSizes;
  /** (N) 1 where a value is not to be learned from: incidents and excluded windows */
  mask: Uint8Array;
  split: Split;
  /** between the unit of the series and that of the network */
  scaler: Scaler;
  /** (N) each, no NaN: what the network sees beside the value */
  columns: Float64Array[];
  /** lead times that are asked for, at most those of the network */
  horizon: number;
}

/** The reason why a network cannot forecast this series under these options; undefined where it can. */
export function importedMisfit(
  { features, outputs }: ImportedSizes,
  { step }: Series,
  options: ForecastOptions,
  covariates: readonly Covariate[] = []
): Phrase | undefined {
  const plain = 1 + covariates.length;
  const full = plain + CALENDAR.length;
  if (features !== plain && features !== full) {
    const counts = { features, plain, full };
    return covariates.length > 0
      ? phrase(
          'it reads {{features}} values at each step, and there are {{plain}}, or {{full}} with the calendar, the covariates of this panel included',
          counts
        )
      : phrase(
          'it reads {{features}} values at each step, and there are {{plain}}, or {{full}} with the calendar',
          counts
        );
  }
  const asked = horizonSteps(options, step);
  return asked > outputs
    ? phrase(
        'it forecasts {{outputs}} steps, and the horizon has {{asked}} of {{step}}: choose one of at most {{most}}, or another step',
        { outputs, asked, step: formatDuration(step), most: formatDuration(outputs * step) }
      )
    : undefined;
}

/**
 * A series as a network from elsewhere sees it. Each step holds the value, scaled and in gaps as it was last; sine and
 * cosine of hour and weekday where the network is that wide; and the value of each covariate, scaled by its own centre
 * and spread.
 *
 * @param given the scaler that the network was trained with; that of the training part of the series where absent
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`, `too-many-covariates`
 */
export function createImportedSet(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  sizes: ImportedSizes,
  covariates: readonly Covariate[] = [],
  given?: Scaler
): ImportedSet {
  const horizon = horizonSteps(options, series.step);
  assertWithinLimits(series, sizes.outputs, neededForBaseline(options));
  const mask = findMask(series, options);
  const cleaned = withoutMasked(series, mask);
  const split = splitHistory(series);
  const trainEnd = toSlices(cleaned, split).train.to;
  const scaler = given ?? fitScaler(cleaned.values, 0, trainEnd);
  const fitted = fitCovariates(series, covariates, trainEnd);
  const columns = [
    ...(sizes.features > 1 + covariates.length ? calendarColumns(series, timeZone) : []),
    ...covariates.map((one, k) => {
      const own = fitted[k].scaler;
      return own ? held(scale(alignTo(series, one), own)) : new Float64Array(series.values.length);
    }),
  ];
  return { series, sizes, mask, split, scaler, columns, horizon };
}

/**
 * Forecasts of the network from every origin since the validation slice began, in the unit of the series.
 * @param mask (N) 1 where a value is not to be seen
 */
export async function predictImported(set: ImportedSet, predict: Predict, mask: Uint8Array): Promise<KnownPaths> {
  const { sizes, split, scaler, horizon } = set;
  const clean = withoutMasked(set.series, mask);
  const { validation } = toSlices(clean, split);
  const past = { from: validation.from, to: clean.values.length };
  const origins = thinOrigins(findOrigins(clean.values, past, sizes.sequenceLength), sizes.outputs);
  const columns = [held(scale(clean.values, scaler)), ...set.columns];
  const inputs = new Float32Array(clean.values.length * columns.length);
  columns.forEach((column, c) => {
    for (let t = 0; t < clean.values.length; t++) {
      inputs[t * columns.length + c] = column[t];
    }
  });
  const outputs = await predict(inputs, origins);
  return new Map(
    Array.from(origins, (origin, w) => {
      const from = w * sizes.outputs;
      return [origin, Float64Array.from(outputs.subarray(from, from + horizon), (value) => unscale(value, scaler))];
    })
  );
}

/** The last known value at each row; 0, the scaled centre, before the first. */
function held(values: Float64Array): Float64Array {
  let last = 0;
  return values.map((value) => (last = Number.isNaN(value) ? last : value));
}

/** One column for each name of `CALENDAR`. */
function calendarColumns(series: Series, timeZone: string): Float64Array[] {
  const calendar = createCalendar(timeZone);
  const columns = CALENDAR.map(() => new Float64Array(series.values.length));
  series.values.forEach((_, t) => {
    const time = timeAt(series, t);
    const [hour, weekday] = [calendar.dayPhase(time), calendar.weekPhase(time)].map((phase) => 2 * Math.PI * phase);
    [Math.sin(hour), Math.cos(hour), Math.sin(weekday), Math.cos(weekday)].forEach(
      (value, c) => (columns[c][t] = value)
    );
  });
  return columns;
}
