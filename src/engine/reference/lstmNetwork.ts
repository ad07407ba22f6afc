import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import {
  type DropoutMask,
  type Loss,
  type ModelShape,
  type ParameterLayout,
  SQUARED,
  applyDropout,
  gatherWindows,
  headWidth,
  lossAt,
  parameterLayout,
} from '../model';
import { LstmLayer, VALUES_PER_UNIT } from './lstmLayer';
import { addProduct, rowMajor, transposed, transposeInto, type MatrixView } from './matrix';

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
  /** (B, H Q): predictions after `forward`, gradient of the loss for them after `loss` */
  private readonly outputs: Float64Array;
  /** (layers)(T, B, U): what a layer hands up with values dropped; the top layer only after the last step */
  private readonly handedUp: Float64Array[] = [];
  /** (B, U): gradient of the top layer's last state */
  private readonly dLast: Float64Array;
  /** (T, B, U): gradient that a layer hands to the one below */
  private readonly upstream: Float64Array;
  private readonly transposedHead: Float64Array;
  private rows = 0;
  private mask: DropoutMask | undefined;

  /** @throws ForecastFailure `too-large` if the activations take more than 1 GB */
  constructor(
    private readonly shape: ModelShape,
    readonly maxRows: number,
    private readonly lossKind: Loss = SQUARED
  ) {
    const { features, sequenceLength, layers, hidden } = shape;
    const outputs = headWidth(shape);
    const bytes = 8 * maxRows * sequenceLength * hidden * (layers * VALUES_PER_UNIT + 1);
    if (bytes > MEMORY_LIMIT) {
      throw new ForecastFailure({
        kind: 'too-large',
        what: phrase('bytes of memory for a batch'),
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
   * Predictions (rows, H Q) for the windows of `inputs` (N, C) that end at `origins` (rows), with values dropped
   * where there is a mask. The result is a view of memory that the next call, or `loss`, overwrites.
   */
  forward(weights: Float64Array, inputs: Float32Array, origins: Int32Array, mask?: DropoutMask): Float64Array {
    const { layout, layers, outputs } = this;
    const width = headWidth(this.shape);
    const rows = (this.rows = origins.length);
    this.mask = mask;
    gatherWindows(this.shape, inputs, origins, this.x);
    layers.forEach((layer, l) => {
      layer.forward(weights, this.inputOf(l), this.inputOffset(l), rows);
      if (mask) {
        this.dropUpward(l, mask);
      }
    });
    const predictions = outputs.subarray(0, rows * width);
    const bias = weights.subarray(layout.headBias, layout.headBias + width);
    for (let row = 0; row < rows; row++) {
      predictions.set(bias, row * width);
    }
    const kernel = rowMajor(weights, layout.headKernel, width);
    addProduct(rows, width, this.shape.hidden, this.lastState(), kernel, rowMajor(predictions, 0, width));
    return predictions;
  }

  /**
   * Loss of the last `forward` against the rows `origins` of `targets` (N, H), NaN left out: its sum and the number
   * of known targets. Turns the predictions into the gradient of their mean.
   */
  loss(targets: Float32Array, origins: Int32Array): { sum: number; known: number } {
    const { outputs, lossKind } = this;
    const { outputs: H, valuesPerOutput: Q = 1 } = this.shape;
    let sum = 0;
    let known = 0;
    origins.forEach((origin, row) => {
      for (let lead = 0; lead < H; lead++) {
        const at = (row * H + lead) * Q;
        const target = targets[origin * H + lead];
        if (Number.isNaN(target)) {
          outputs.fill(0, at, at + Q);
        } else {
          sum += lossAt(lossKind, target, outputs, at);
          known++;
        }
      }
    });
    for (let at = 0; at < origins.length * H * Q; at++) {
      outputs[at] /= Math.max(1, known);
    }
    return { sum, known };
  }

  /** Overwrites `gradient` (P) with the gradient of the mean loss, after `forward` and `loss`. */
  backward(weights: Float64Array, gradient: Float64Array): void {
    const { layout, layers, rows, outputs, dLast, upstream, transposedHead, mask } = this;
    const { sequenceLength, hidden } = this.shape;
    const width = headWidth(this.shape);
    gradient.fill(0);
    const dOutputs = rowMajor(outputs, 0, width);
    const kernel = rowMajor(gradient, layout.headKernel, width);
    addProduct(hidden, width, rows, transposed(this.lastState()), dOutputs, kernel);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width; column++) {
        gradient[layout.headBias + column] += outputs[row * width + column];
      }
    }
    transposeInto(weights, layout.headKernel, hidden, width, transposedHead);
    dLast.fill(0, 0, rows * hidden);
    addProduct(rows, hidden, width, dOutputs, rowMajor(transposedHead, 0, hidden), rowMajor(dLast, 0, hidden));
    const top = layers.length - 1;
    if (mask) {
      applyDropout(this.shape, mask, top, sequenceLength - 1, rows, dLast, dLast);
    }
    for (let l = top; l >= 0; l--) {
      layers[l].backward(weights, gradient, this.inputOf(l), this.inputOffset(l), rows, {
        last: l === top ? dLast : undefined,
        upstream: l === top ? undefined : upstream,
        dx: l === 0 ? undefined : upstream,
      });
      if (mask && l > 0) {
        this.eachStep((t, from, to) => {
          const part = upstream.subarray(from, to);
          applyDropout(this.shape, mask, l - 1, t, rows, part, part);
        });
      }
    }
  }

  /** Inputs of layer l: the windows, or the states below after the first, which is the zero state. */
  private inputOf(l: number): Float64Array {
    return l === 0 ? this.x : this.mask ? this.handedUp[l - 1] : this.layers[l - 1].h;
  }
  private inputOffset(l: number): number {
    return l === 0 || this.mask ? 0 : this.rows * this.shape.hidden;
  }

  /** (rows, U): what the head reads. */
  private lastState(): MatrixView {
    const { rows, layers } = this;
    const { sequenceLength, hidden } = this.shape;
    const top = layers.length - 1;
    return this.mask
      ? rowMajor(this.handedUp[top], (sequenceLength - 1) * rows * hidden, hidden)
      : rowMajor(layers[top].h, sequenceLength * rows * hidden, hidden);
  }

  private dropUpward(l: number, mask: DropoutMask): void {
    const { shape, layers, rows, maxRows } = this;
    const { sequenceLength, hidden } = shape;
    const handed = (this.handedUp[l] ??= new Float64Array(sequenceLength * maxRows * hidden));
    const states = layers[l].h.subarray(rows * hidden);
    this.eachStep((t, from, to) =>
      applyDropout(shape, mask, l, t, rows, states.subarray(from, to), handed.subarray(from, to))
    );
  }

  /** Calls back with each step and the part of a (T, rows, U) array that belongs to it. */
  private eachStep(visit: (t: number, from: number, to: number) => void): void {
    const size = this.rows * this.shape.hidden;
    for (let t = 0; t < this.shape.sequenceLength; t++) {
      visit(t, t * size, (t + 1) * size);
    }
  }
}
