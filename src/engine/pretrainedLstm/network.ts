import { NET_QUANTILES, PATCHES, PATCH_FEATURES } from '../../core/networks';
import type { TensorKernels } from './tensorKernels';
import { DecoderTensors } from './decoderTensors';
import { LstmTensors } from './lstmTensors';
import { Parameters } from './parameters';
import type { PretrainedLstm, PretrainedShape } from './shape';
import { FLOAT, type Tensor, TensorMemory } from './tensorMemory';
import { ENCODER_SIZE, type NetWindows } from './windows';

/** Windows computed at once: more gain no speed, and their gates should stay in the second-level cache. */
export const SLICE = 16;

/**
 * A network on the WASM kernels, for windows of L lead times. What trains it extends it (`tests/pretrain`). Holds the memory of the kernels' instance,
 * and is released with it.
 */
export class PretrainedNetwork {
  protected readonly parameters: Parameters;
  protected readonly memory: TensorMemory;
  protected readonly patches: Tensor;
  protected readonly encoder: LstmTensors[];
  protected readonly decoder: DecoderTensors;
  private readonly shape: PretrainedShape;

  constructor(
    kernels: TensorKernels,
    net: PretrainedLstm,
    protected readonly leads: number
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
    this.decoder = new DecoderTensors(memory, shape, SLICE, leads, this.parameters);
    memory.provide();
    this.parameters.write(net.weights);
  }

  /** (W, leads, 11) row-major quantiles of windows, rising in each row. */
  forecast(windows: NetWindows): Float32Array {
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

  protected forward(): void {
    let sequence = this.patches;
    for (const layer of this.encoder) {
      layer.forward(sequence);
      sequence = layer.outputs;
    }
    this.decoder.forward(this.encoder[this.encoder.length - 1].last);
  }

  /** Puts the inputs of a slice on the device, time-major; rows without a window keep what they had. */
  protected gather({ encoder, decoder }: NetWindows, batch: ArrayLike<number>, from: number, rows: number): void {
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
}
