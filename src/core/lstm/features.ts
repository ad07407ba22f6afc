import { type Series, createCalendar, timeAt } from '../series';
import { DAY_SECONDS, type Scaler, scale, softClip } from '../math';
import { createDays } from '../history';
import { baseAt, baseInputs, type LinearBase, type BaseInputs } from './linearBase';

/** Names of the features of one step, in their order. */
export const FEATURES = [
  'level',
  'change',
  'distance from the season',
  'expected change over the horizon',
  'gap',
  'sin of the hour',
  'cos of the hour',
  'sin of the weekday',
  'cos of the weekday',
] as const;

/** A scaled value is soft-clipped from here: what the training never saw must not drive the gates. */
export const FEATURE_CLIP = 3;

/** Inputs of the model, and the parts of the linear base that it corrects. */
export interface View extends BaseInputs {
  /** (N, C) row-major, no NaN; row t reads values at t and before only */
  inputs: Float32Array;
  /** (N) scaled values, NaN in gaps */
  z: Float64Array;
}

/** Features of every step of a series under a fitted scaler and linear base. */
export function createView(series: Series, scaler: Scaler, linearBase: LinearBase, timeZone: string): View {
  const calendar = createCalendar(timeZone);
  const z = scale(series.values, scaler);
  const parts = baseInputs(z, linearBase, createDays(series, linearBase.seasonal?.day ?? 0, calendar));
  const { last, season } = parts;
  const slow = movingMean(last, Math.max(8, Math.round(DAY_SECONDS / series.step)));
  const width = FEATURES.length;
  const inputs = new Float32Array(z.length * width);
  const base = new Float64Array(linearBase.spread.length);
  const horizon = base.length - 1;
  for (let t = 0; t < z.length; t++) {
    const isKnown = !Number.isNaN(z[t]);
    const usual = season ? season.at(t, t) : slow[t];
    baseAt(t, parts, linearBase, base);
    const time = timeAt(series, t);
    const hour = 2 * Math.PI * calendar.dayPhase(time);
    const weekday = 2 * Math.PI * calendar.weekPhase(time);
    inputs.set(
      [
        softClip(last[t], FEATURE_CLIP),
        softClip((t > 0 ? last[t] - last[t - 1] : 0) / linearBase.spread[0], FEATURE_CLIP),
        softClip(Number.isNaN(usual) ? 0 : (last[t] - usual) / linearBase.distanceSpread, FEATURE_CLIP),
        softClip((base[horizon] - last[t]) / linearBase.spread[horizon], FEATURE_CLIP),
        isKnown ? 0 : 1,
        Math.sin(hour),
        Math.cos(hour),
        Math.sin(weekday),
        Math.cos(weekday),
      ],
      t * width
    );
  }
  return { ...parts, inputs, z };
}

/** Exponential mean of the past, `window` steps long. */
function movingMean(values: Float64Array, window: number): Float64Array {
  const share = 2 / (window + 1);
  let level = values.length > 0 ? values[0] : 0;
  return values.map((value) => (level += share * (value - level)));
}
