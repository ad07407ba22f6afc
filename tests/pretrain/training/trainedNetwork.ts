import { NET_QUANTILES } from '../../../src/core/networks/netFeatures';
import { PATCHES } from '../../../src/core/networks';
import { PretrainedNetwork, SLICE } from '../../../src/engine/pretrainedLstm/network';
import type { PretrainedLstm } from '../../../src/engine/pretrainedLstm/shape';
import type { TensorKernels } from '../../../src/engine/pretrainedLstm/tensorKernels';
import { FLOAT, type Tensor } from '../../../src/engine/pretrainedLstm/tensorMemory';
import { DecoderGradient } from './decoderGradient';
import { countTargets, pinball } from './pinball';
import type { TrainingWindows } from './trainingWindows';

/** The network with its way back, to be trained on windows of L lead times. */
export class TrainedNetwork extends PretrainedNetwork {
  /** (48 R, U) gradient of a layer's states, handed down from the layer above */
  private readonly dSequence: Tensor;
  private readonly dLast: Tensor;
  private readonly decoderGradient: DecoderGradient;

  constructor(
    kernels: TensorKernels,
    private readonly start: PretrainedLstm,
    leads: number
  ) {
    super(kernels, start, leads);
    const { hidden } = start.shape;
    this.dSequence = this.memory.reserve(PATCHES * SLICE, hidden);
    this.dLast = this.memory.reserve(SLICE, hidden);
    this.decoderGradient = new DecoderGradient(this.memory, this.decoder);
    this.memory.provide();
  }

  /** The network as it is now. */
  read(): PretrainedLstm {
    return { shape: this.start.shape, weights: this.readAll('value') };
  }

  /** @returns (P) gradient of the last batch, in the order of `listParameters` */
  readGradient(): Float32Array {
    return this.readAll('gradient');
  }

  /** Views of all values and of all gradients, alike in order, for an optimiser. */
  regions(): { values: Float32Array; gradients: Float32Array } {
    const [{ value, gradient }] = this.parameters.tensors;
    const start = value.address / FLOAT;
    const middle = gradient.address / FLOAT;
    const { floats } = this.memory;
    return { values: floats.subarray(start, middle), gradients: floats.subarray(middle, 2 * middle - start) };
  }

  /**
   * Mean quantile loss over the known targets of a batch; leaves its gradient in `regions`. NaN without any.
   * @param batch (B) windows
   */
  computeGradient(windows: TrainingWindows, batch: ArrayLike<number>): number {
    this.regions().gradients.fill(0);
    for (const { value, transposed } of this.parameters.tensors) {
      this.memory.transpose(value, transposed);
    }
    return this.run(windows, batch, true);
  }

  /** The loss alone. */
  evaluate(windows: TrainingWindows, batch: ArrayLike<number>): number {
    return this.run(windows, batch, false);
  }

  private run(windows: TrainingWindows, batch: ArrayLike<number>, withGradient: boolean): number {
    const { leads } = this;
    let known = 0;
    for (let i = 0; i < batch.length; i++) {
      known += countTargets(windows.targets, batch[i] * leads, (batch[i] + 1) * leads);
    }
    const terms = known * NET_QUANTILES.length;
    let loss = 0;
    for (let from = 0; from < batch.length; from += SLICE) {
      const rows = Math.min(SLICE, batch.length - from);
      this.gather(windows, batch, from, rows);
      this.forward();
      loss += this.measure(windows, batch, from, rows, 1 / terms);
      if (withGradient) {
        this.backward();
      }
    }
    return loss / terms;
  }

  private backward(): void {
    const { encoder, dSequence } = this;
    this.decoderGradient.backward(encoder[encoder.length - 1].last, this.dLast);
    for (let layer = encoder.length - 1; layer >= 0; layer--) {
      const inputs = layer === 0 ? this.patches : encoder[layer - 1].outputs;
      const upstream = layer === encoder.length - 1 ? this.dLast : dSequence;
      encoder[layer].backward(inputs, upstream, layer === 0 ? undefined : dSequence);
    }
  }

  /** Sum of the loss over a slice; its gradient takes the place of the outputs, 0 in rows without a window. */
  private measure(
    windows: TrainingWindows,
    batch: ArrayLike<number>,
    from: number,
    rows: number,
    scale: number
  ): number {
    const { leads } = this;
    const { floats } = this.memory;
    const { address, stride } = this.decoder.outputs;
    const rowOf = (row: number) => (address + row * leads * stride) / FLOAT;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      sum += pinball(floats, rowOf(row), stride / FLOAT, windows.targets, batch[from + row] * leads, leads, scale);
    }
    floats.fill(0, rowOf(rows), rowOf(SLICE));
    return sum;
  }

  private readAll(part: 'value' | 'gradient'): Float32Array {
    const { list, tensors } = this.parameters;
    const last = list[list.length - 1];
    const all = new Float32Array(last.offset + last.rows * last.columns);
    list.forEach(({ offset }, i) => this.memory.read(tensors[i][part], all, offset));
    return all;
  }
}
