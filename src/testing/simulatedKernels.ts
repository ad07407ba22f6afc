import { ADAM, clipFactor } from '../engine/model/adam';
import type { ModelShape, NetworkOptions } from '../engine/model/engine';
import { headWidth } from '../engine/model/lstm';
import { LstmNetwork } from '../engine/reference/lstmNetwork';
import { lossAndGradient } from '../engine/reference/reference';
import { fromDevice, planLayout, ROWS, toDevice } from '../engine/webgpu/shaders/layout';
import type { Dispatch, FakeBuffer } from './fakeGpu';

/**
 * The kernels of the WebGPU engine as the reference computes them, on the buffers of a fake GPU: what is told to the
 * device, and what is read back, can then be held against the reference. The WGSL itself is not run.
 */
export function simulateKernels(shape: ModelShape, options: NetworkOptions): (dispatch: Dispatch) => void {
  const gradients = new Map<FakeBuffer, Float64Array[]>();

  return ({ code, buffers, offset, workgroups }) => {
    const models = Number(/const MODELS = (\d+)u/.exec(code)![1]);
    const layout = planLayout(shape, models, options);
    const { groups, validationGroups, vectors, parameterVectors, places } = layout;
    const { steps, origins, inputs, targets, parameters, losses, moments, deltas, predictions } = buffers;
    const ofModel = (m: number) => parameters.floats.subarray(4 * m * parameterVectors, 4 * (m + 1) * parameterVectors);
    const eachBatch = (visit: (m: number, step: ReturnType<typeof stepOf>, rows: Int32Array) => void) => {
      for (let m = 0; m < models; m++) {
        const step = stepOf(steps, offset, m);
        if (step.rows > 0) {
          visit(m, step, Int32Array.from(origins?.integers.subarray(step.first, step.first + step.rows) ?? []));
        }
      }
    };
    const weightsOf = (m: number) => Float64Array.from(fromDevice(layout, ofModel(m)));
    const measure = (m: number, known: number, rows: Int32Array, slot: number, mask?: object) => {
      const data = { inputs: inputs.floats, targets: targets.floats, origins: rows };
      const { loss, gradient } = lossAndGradient(shape, weightsOf(m), data, options.loss, mask as never);
      losses.floats[m * (groups + validationGroups) + slot] += loss * known;
      return gradient;
    };

    if (deltas && targets) {
      const { dropout: rate = 0, batchSize } = options;
      const own: Float64Array[] = [];
      eachBatch((m, { known, key }, rows) => {
        own[m] = measure(m, known, rows, m % groups, rate > 0 ? { key, rate, batchSize } : undefined);
      });
      gradients.set(parameters, own);
    } else if (moments) {
      eachBatch((m, { rate, keep }) => {
        const gradient = gradients.get(parameters)![m];
        const clip = clipFactor(Math.hypot(...gradient), options.clipNorm);
        const weights = weightsOf(m);
        const own = moments.floats.subarray(8 * m * vectors, 8 * (m + 1) * vectors);
        places.forEach((place, i) => {
          const at = 8 * Math.floor(place / 4) + (place % 4);
          const g = clip * gradient[i];
          own[at] += (1 - ADAM.beta1) * (g - own[at]);
          own[at + 4] += (1 - ADAM.beta2) * (g * g - own[at + 4]);
          weights[i] = keep * weights[i] - (rate * own[at]) / (Math.sqrt(own[at + 4]) + ADAM.epsilon);
        });
        ofModel(m).set(toDevice(layout, Float32Array.from(weights)));
      });
    } else if (targets) {
      eachBatch((m, { known }, rows) => void measure(m, known, rows, groups + (m % validationGroups)));
    } else if (predictions && !deltas) {
      const rows = Int32Array.from(origins.integers.subarray(0, steps.integers[1]));
      const width = headWidth(shape);
      const made = new LstmNetwork(shape, rows.length, options.loss).forward(weightsOf(0), inputs.floats, rows);
      const stride = 4 * layout.blocks[shape.layers].columns;
      rows.forEach((_, row) => {
        if (row < workgroups[0] * ROWS) {
          predictions.floats.set(made.subarray(row * width, (row + 1) * width), row * stride);
        }
      });
    }
  };
}

/** A `Step` of `wgsl.ts`. */
function stepOf(steps: FakeBuffer, offset: number, m: number) {
  const at = offset / 4 + 8 * m;
  const [first, rows, , , , key] = steps.integers.subarray(at, at + 6);
  const [, , perKnown, rate, keep] = steps.floats.subarray(at, at + 5);
  return { first, rows, known: Math.round(1 / perKnown), rate, keep, key };
}
