import { ForecastFailure } from '../core/errors';
import { gatherWindows } from './dataset';
import type { ModelShape } from './engine';
import { parameterLayout, type ParameterLayout } from './lstm';
import { LstmLayer, VALUES_PER_UNIT } from './lstmLayer';
import { addProduct, rowMajor, transposed, transposeInto } from './matrix';

/** Most memory for the activations of one batch, bytes. */
const MEMORY_LIMIT = 2 ** 30;

/**
 * The stacked LSTM with its head, forward and backward over one batch of at most `maxRows` windows, in double
 * precision. Holds the activations, not the weights. Weights and gradients are flat (P), as in `lstm.ts`.
 */
export class LstmNetwork {
  readonly layout: ParameterLayout;
  private readonly layers: LstmLayer[];
  /** (T, B, C) */
  private readonly x: Float64Array;
  /** (B, H): predictions after `forward`, gradient of the loss for them after `loss` */
  private readonly outputs: Float64Array;
  /** (B, U): gradient of the top layer's last state */
  private readonly dLast: Float64Array;
  /** (T, B, U): gradient that a layer hands to the one below */
  private readonly upstream: Float64Array;
  private readonly transposedHead: Float64Array;
  private rows = 0;

  /** @throws ForecastFailure `too-large` if the activations take more than 1 GB */
  constructor(
    private readonly shape: ModelShape,
    readonly maxRows: number
  ) {
    const { features, sequenceLength, layers, hidden, outputs } = shape;
    const bytes = 8 * maxRows * sequenceLength * hidden * (layers * VALUES_PER_UNIT + 1);
    if (bytes > MEMORY_LIMIT) {
      throw new ForecastFailure({
        kind: 'too-large',
        what: 'bytes of memory for a batch',
        size: bytes,
        limit: MEMORY_LIMIT,
      });
    }
    this.layout = parameterLayout(shape);
    this.layers = this.layout.layers.map((at) => new LstmLayer(at, hidden, sequenceLength, maxRows));
    this.x = new Float64Array(sequenceLength * maxRows * features);
    this.outputs = new Float64Array(maxRows * outputs);
    this.dLast = new Float64Array(maxRows * hidden);
    this.upstream = new Float64Array(layers > 1 ? sequenceLength * maxRows * hidden : 0);
    this.transposedHead = new Float64Array(hidden * outputs);
  }

  /**
   * Predictions (rows, H) for the windows of `inputs` (N, C) that end at `origins` (rows). The result is a view
   * of memory that the next call, or `loss`, overwrites.
   */
  forward(weights: Float64Array, inputs: Float32Array, origins: Int32Array): Float64Array {
    const { layout, layers, outputs } = this;
    const { sequenceLength, hidden, outputs: H } = this.shape;
    const rows = (this.rows = origins.length);
    gatherWindows(this.shape, inputs, origins, this.x);
    layers.forEach((layer, l) => layer.forward(weights, this.inputOf(l), this.inputOffset(l), rows));
    const predictions = outputs.subarray(0, rows * H);
    const bias = weights.subarray(layout.headBias, layout.headBias + H);
    for (let row = 0; row < rows; row++) {
      predictions.set(bias, row * H);
    }
    const last = rowMajor(layers[layers.length - 1].h, sequenceLength * rows * hidden, hidden);
    addProduct(rows, H, hidden, last, rowMajor(weights, layout.headKernel, H), rowMajor(predictions, 0, H));
    return predictions;
  }

  /**
   * Squared error of the last `forward` against the rows `origins` of `targets` (N, H), NaN left out: its sum and
   * the number of known targets. Turns the predictions into the gradient of their mean, 2 error / known.
   */
  loss(targets: Float32Array, origins: Int32Array): { sum: number; known: number } {
    const { outputs } = this;
    const { outputs: H } = this.shape;
    let sum = 0;
    let known = 0;
    origins.forEach((origin, row) => {
      for (let lead = 0; lead < H; lead++) {
        const at = row * H + lead;
        const target = targets[origin * H + lead];
        const error = Number.isNaN(target) ? 0 : outputs[at] - target;
        known += Number.isNaN(target) ? 0 : 1;
        sum += error * error;
        outputs[at] = 2 * error;
      }
    });
    for (let at = 0; at < origins.length * H; at++) {
      outputs[at] /= Math.max(1, known);
    }
    return { sum, known };
  }

  /** Overwrites `gradient` (P) with the gradient of the mean squared error, after `forward` and `loss`. */
  backward(weights: Float64Array, gradient: Float64Array): void {
    const { layout, layers, rows, outputs, dLast, upstream, transposedHead } = this;
    const { sequenceLength, hidden, outputs: H } = this.shape;
    gradient.fill(0);
    const dOutputs = rowMajor(outputs, 0, H);
    const last = transposed(rowMajor(layers[layers.length - 1].h, sequenceLength * rows * hidden, hidden));
    addProduct(hidden, H, rows, last, dOutputs, rowMajor(gradient, layout.headKernel, H));
    for (let row = 0; row < rows; row++) {
      for (let lead = 0; lead < H; lead++) {
        gradient[layout.headBias + lead] += outputs[row * H + lead];
      }
    }
    transposeInto(weights, layout.headKernel, hidden, H, transposedHead);
    dLast.fill(0, 0, rows * hidden);
    addProduct(rows, hidden, H, dOutputs, rowMajor(transposedHead, 0, hidden), rowMajor(dLast, 0, hidden));
    const top = layers.length - 1;
    for (let l = top; l >= 0; l--) {
      layers[l].backward(weights, gradient, this.inputOf(l), this.inputOffset(l), rows, {
        last: l === top ? dLast : undefined,
        upstream: l === top ? undefined : upstream,
        dx: l === 0 ? undefined : upstream,
      });
    }
  }

  /** Inputs of layer l: the windows, or the states below after the first, which is the zero state. */
  private inputOf(l: number): Float64Array {
    return l === 0 ? this.x : this.layers[l - 1].h;
  }
  private inputOffset(l: number): number {
    return l === 0 ? 0 : this.rows * this.shape.hidden;
  }
}
