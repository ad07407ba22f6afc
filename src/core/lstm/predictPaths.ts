import { withoutMasked } from '../anomalies';
import { unscale } from '../math';
import type { KnownPaths } from '../members';
import { toSlices } from '../series';
import { withColumns } from './covariates';
import { createView } from './features';
import { baseAt } from './linearBase';
import type { TrainingSet } from './trainingSet';
import { findOrigins, thinOrigins } from './windows';

/** (W, H) row-major outputs of the network for windows that end at these rows of the inputs. */
export type Predict = (inputs: Float32Array, origins: Int32Array) => Promise<Float32Array>;

/**
 * Forecasts of the LSTM from every origin that it did not train on, in the unit of the series.
 * @param mask (N) 1 where a value is not to be seen
 */
export async function predictPaths(set: TrainingSet, predict: Predict, mask: Uint8Array): Promise<KnownPaths> {
  const { series, shape, context, columns } = set;
  const { linearBase, scaler } = context;
  const clean = withoutMasked(series, mask);
  const { validation } = toSlices(series, context.split);
  const past = { from: validation.from, to: clean.values.length };
  const origins = thinOrigins(findOrigins(clean.values, past, shape.sequenceLength), shape.outputs);
  const view = createView(clean, scaler, linearBase, context.timeZone);
  const outputs = await predict(withColumns(view.inputs, columns, clean.values.length), origins);
  const base = new Float64Array(shape.outputs);
  const paths = new Map<number, Float64Array>();
  origins.forEach((t, w) => {
    baseAt(t, view, linearBase, base);
    const path = base.map((value, h) => unscale(value + linearBase.spread[h] * outputs[w * shape.outputs + h], scaler));
    paths.set(t, path);
  });
  return paths;
}
