import { NET_QUANTILES, PATCHES, PATCH_FEATURES } from '../../core/networks';
import type { TensorKernels } from './tensorKernels';
import { DecoderTensors } from './decoderTensors';
import { LstmTensors } from './lstmTensors';
import { Parameters } from './parameters';
import { countTargets, pinball } from './pinball';
import type { PretrainedLstm, PretrainedShape } from './shape';
import { FLOAT, type Tensor, TensorMemory } from './tensorMemory';
import { ENCODER_SIZE, type PretrainingWindows } from './windows';

/** Windows computed at once: more gain no speed, and their gates should stay in the second-level cache. */
const SLICE = 16;

/**
 * A network on the WASM kernels, to be trained on windows of L lead times. Holds the memory of the kernels' instance,
 * and is released with it.
 */
export class PretrainedNetwork {
  readonly parameters: Parameters;
  private readonly memory: TensorMemory;
  private readonly patches: Tensor;
  private readonly encoder: LstmTensors[];
  /** (48 R, U) gradient of a layer's states, handed down from the layer above */
  private readonly dSequence: Tensor;
  private readonly dLast: Tensor;
  private readonly decoder: DecoderTensors;
  private readonly shape: PretrainedShape;

  constructor(
    kernels: TensorKernels,
    net: PretrainedLstm,
    private readonly leads: number
  ) {
    const { shape } = net;
    this.shape = shape;
    const memory = new TensorMemory(kernels);
    this.memory = memory;
    this.parameters = new Parameters(memory, shape);
    this.patches = memory.reserve(PATCHES * SLICE, PATCH_FEATURES);
    this.encoder = Array.from({ length: shape.layers }, (_, layer) => {
      const [kernel, recurrent, bias] = ['kernel', 'recurrent', 'gates'].map((name) =>
        this.parameters.named(`${name}${layer}`)
      );
      return new LstmTensors(memory, shape.hidden, SLICE, kernel, recurrent, bias);
    });
    this.dSequence = memory.reserve(PATCHES * SLICE, shape.hidden);
    this.dLast = memory.reserve(SLICE, shape.hidden);
    this.decoder = new DecoderTensors(memory, shape, SLICE, leads, this.parameters);
    memory.provide();
    this.parameters.write(net.weights);
  }

  /** The network as it is now. */
  read(): PretrainedLstm {
    return { shape: this.shape, weights: this.parameters.read('value') };
  }

  /**
   * Mean quantile loss over the known targets of a batch; leaves its gradient in `parameters`. NaN without any.
   * @param batch (B) windows
   */
  computeGradient(windows: PretrainingWindows, batch: ArrayLike<number>): number {
    this.parameters.beginBatch();
    return this.run(windows, batch, true);
  }

  /** The loss alone. */
  evaluate(windows: PretrainingWindows, batch: ArrayLike<number>): number {
    return this.run(windows, batch, false);
  }

  private run(windows: PretrainingWindows, batch: ArrayLike<number>, withGradient: boolean): number {
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

  /** (W, leads, 11) row-major quantiles of windows, rising in each row; their targets are not read. */
  forecast(windows: PretrainingWindows): Float32Array {
    const { leads } = this;
    const width = NET_QUANTILES.length;
    const out = new Float32Array(windows.count * leads * width);
    const rows = Array.from({ length: windows.count }, (_, row) => row);
    const { address, stride } = this.decoder.outputs;
    for (let from = 0; from < windows.count; from += SLICE) {
      const count = Math.min(SLICE, windows.count - from);
      this.gather(windows, rows, from, count);
      this.forward();
      for (let row = 0; row < count * leads; row++) {
        const at = (address + row * stride) / FLOAT;
        const quantiles = out.subarray((from * leads + row) * width, (from * leads + row + 1) * width);
        quantiles.set(this.memory.floats.subarray(at, at + width));
        quantiles.sort();
      }
    }
    return out;
  }

  private forward(): void {
    let sequence = this.patches;
    for (const layer of this.encoder) {
      layer.forward(sequence);
      sequence = layer.outputs;
    }
    this.decoder.forward(this.encoder[this.encoder.length - 1].last);
  }

  private backward(): void {
    const { encoder, dSequence } = this;
    this.decoder.backward(encoder[encoder.length - 1].last, this.dLast);
    for (let layer = encoder.length - 1; layer >= 0; layer--) {
      const inputs = layer === 0 ? this.patches : encoder[layer - 1].outputs;
      const upstream = layer === encoder.length - 1 ? this.dLast : dSequence;
      encoder[layer].backward(inputs, upstream, layer === 0 ? undefined : dSequence);
    }
  }

  /** Puts the inputs of a slice on the device, time-major; rows without a window keep what they had. */
  private gather({ encoder, decoder }: PretrainingWindows, batch: ArrayLike<number>, from: number, rows: number): void {
    const { floats } = this.memory;
    const { patches, leads } = this;
    const { leadFeatures } = this.shape;
    for (let row = 0; row < rows; row++) {
      const source = batch[from + row] * ENCODER_SIZE;
      for (let t = 0; t < PATCHES; t++) {
        const target = (patches.address + (t * SLICE + row) * patches.stride) / FLOAT;
        for (let i = 0; i < PATCH_FEATURES; i++) {
          floats[target + i] = encoder[source + t * PATCH_FEATURES + i];
        }
      }
      const { inputs } = this.decoder;
      for (let lead = 0; lead < leads; lead++) {
        const target = (inputs.address + (row * leads + lead) * inputs.stride) / FLOAT;
        const start = (batch[from + row] * leads + lead) * leadFeatures;
        for (let i = 0; i < leadFeatures; i++) {
          floats[target + i] = decoder[start + i];
        }
      }
    }
  }

  /** Sum of the loss over a slice; its gradient takes the place of the outputs, 0 in rows without a window. */
  private measure(
    windows: PretrainingWindows,
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
}
