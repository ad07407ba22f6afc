import { phrase, wordsOf } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import type { ModelShape } from '../model';
import type { Kernels } from './wasmKernels';

/** Most memory of a network with its data, bytes: half of what the signed addresses of the kernels could reach. */
export const MEMORY_LIMIT = 2 ** 30;
const PAGE = 65536;

/** The memory of one instance of the kernels, laid out for one network at a time and grown to what it needs. */
export class WasmArena {
  private planned = 0;

  /** @param release called once the network is done with it */
  constructor(
    readonly kernels: Kernels,
    private readonly onRelease: (arena: WasmArena) => void
  ) {}

  /** Bytes held. */
  get bytes(): number {
    return this.kernels.memory.buffer.byteLength;
  }

  /** Lays out a network, all zero. @throws ForecastFailure `too-large` before anything is allocated, `device-failed` */
  plan(shape: ModelShape, sliceRows: number, batchSize: number, dataRows: number): void {
    const { layers, features, hidden, sequenceLength, outputs, valuesPerOutput = 1 } = shape;
    const { kernels } = this;
    this.planned = kernels.plan(
      layers,
      features,
      hidden,
      sequenceLength,
      outputs,
      valuesPerOutput,
      sliceRows,
      batchSize,
      dataRows
    );
    this.provide(this.planned);
    kernels.clear(this.planned);
  }

  /** Puts an array behind the network, in place of the one before; returns its address. Throws as `plan`. */
  append(values: Float32Array): number {
    this.provide(this.planned + values.byteLength);
    this.floats(this.planned, values.length).set(values);
    return this.planned;
  }

  /** A view, good until memory grows. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.kernels.memory.buffer, address, length);
  }

  /** A view, good until memory grows. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, address, length);
  }

  /** A view, good until memory grows. */
  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.kernels.memory.buffer, address, length);
  }

  /** Gives the memory back; the network must not use it any more. */
  release(): void {
    this.onRelease(this);
  }

  private provide(bytes: number): void {
    if (bytes > MEMORY_LIMIT) {
      throw new ForecastFailure({
        kind: 'too-large',
        what: phrase('bytes of the network'),
        size: bytes,
        limit: MEMORY_LIMIT,
      });
    }
    const pages = Math.ceil((bytes - this.bytes) / PAGE);
    if (pages > 0) {
      this.grow(pages);
    }
  }

  private grow(pages: number): void {
    try {
      this.kernels.memory.grow(pages);
    } catch (error) {
      const message = phrase('no memory for {{size}} MB more: {{reason}}', {
        ...{ size: Math.ceil((pages * PAGE) / 2 ** 20), reason: wordsOf(error) },
      });
      throw new ForecastFailure({ kind: 'device-failed', device: 'wasm', message });
    }
  }
}
