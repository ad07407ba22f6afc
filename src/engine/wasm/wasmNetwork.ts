import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import {
  ADAM,
  type Dataset,
  type Loss,
  type ModelShape,
  type Network,
  type NetworkOptions,
  SQUARED,
  batches,
  checkInputs,
  dropoutKey,
  dropoutThreshold,
  headWidth,
  parameterCount,
  stepRates,
} from '../model';
import { createPacer } from '../training';
import type { WasmArena } from './wasmArena';
import type { Kernels } from './wasmKernels';
import { rowsPerSlice } from './wasmSlices';

/** As the kernels number them. */
const LOSS_KINDS: Record<Loss['kind'], number> = { squared: 0, pinball: 1, gaussian: 2 };

/**
 * A network in the memory of one instance of the kernels. A batch is computed in slices of rows, a slice layer by
 * layer; between these pieces the pacer may let the event loop run, so even the largest shape answers a cancel soon.
 */
export class WasmNetwork implements Network {
  private readonly sliceRows: number;
  private readonly lossKind: number;
  private readonly pace = createPacer();
  private steps = 0;

  /** @param arena the network's from now on, until it is disposed @throws ForecastFailure `too-large`, `device-failed` */
  constructor(
    private arena: WasmArena | undefined,
    private readonly shape: ModelShape,
    weights: Float32Array,
    private readonly data: Dataset,
    private readonly options: NetworkOptions
  ) {
    const { loss = SQUARED } = options;
    this.lossKind = LOSS_KINDS[loss.kind];
    this.sliceRows = rowsPerSlice(shape, options.batchSize);
    const { kernels } = this;
    this.memory.plan(shape, this.sliceRows, options.batchSize, data.inputs.length / shape.features);
    this.memory.floats(kernels.inputsAddress(), data.inputs.length).set(data.inputs);
    this.memory.floats(kernels.targetsAddress(), data.targets.length).set(data.targets);
    if (loss.kind === 'pinball') {
      this.memory.doubles(kernels.quantilesAddress(), loss.quantiles.length).set(loss.quantiles);
    }
    this.putWeights(weights);
  }

  async trainEpoch(order: Int32Array, signal?: AbortSignal): Promise<number> {
    checkInputs(this.shape, this.data.inputs, order);
    const { clipNorm } = this.options;
    const total = { sum: 0, known: 0 };
    for (const batch of batches(order, this.options.batchSize)) {
      this.putOrigins(batch);
      const known = this.kernels.countKnown(batch.length);
      if (known === 0) {
        continue;
      }
      this.kernels.beginBatch();
      this.startDropout();
      for (const { first, rows } of this.slices(batch.length)) {
        await this.forward(this.kernels.inputsAddress(), first, rows, signal);
        total.sum += this.kernels.lossOf(this.lossKind, first, rows, 1 / known);
        await this.backward(first, rows, signal);
      }
      const { rate, keep } = stepRates(this.options, ++this.steps);
      this.kernels.adamStep(rate, 1 - keep, clipNorm, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
      total.known += known;
    }
    return total.sum / total.known;
  }

  async evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number> {
    checkInputs(this.shape, this.data.inputs, origins);
    this.kernels.stopDropout();
    const total = { sum: 0, known: 0 };
    for (const batch of batches(origins, this.options.batchSize)) {
      this.putOrigins(batch);
      total.known += this.kernels.countKnown(batch.length);
      for (const { first, rows } of this.slices(batch.length)) {
        await this.forward(this.kernels.inputsAddress(), first, rows, signal);
        total.sum += this.kernels.lossOf(this.lossKind, first, rows, 0);
      }
    }
    return total.sum / total.known;
  }

  async forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array> {
    checkInputs(this.shape, inputs, origins);
    this.kernels.stopDropout();
    const width = headWidth(this.shape);
    const data = this.memory.append(inputs);
    const forecasts = new Float32Array(origins.length * width);
    let done = 0;
    for (const batch of batches(origins, this.options.batchSize)) {
      this.putOrigins(batch);
      for (const { first, rows } of this.slices(batch.length)) {
        await this.forward(data, first, rows, signal);
        this.takePredictions(rows, forecasts.subarray(done * width));
        done += rows;
      }
    }
    return forecasts;
  }

  async getWeights(): Promise<Float32Array> {
    const { kernels } = this;
    kernels.exportParameters();
    return this.memory.floats(kernels.compactAddress(), parameterCount(this.shape)).slice();
  }

  async setWeights(weights: Float32Array): Promise<void> {
    this.putWeights(weights);
  }

  dispose(): void {
    this.arena?.release();
    this.arena = undefined;
  }

  /** Looked up after every pause: a network disposed meanwhile must not write into memory that may be another's. */
  private get memory(): WasmArena {
    if (!this.arena) {
      throw new ForecastFailure({ kind: 'device-failed', device: 'wasm', message: phrase('the network was disposed') });
    }
    return this.arena;
  }

  private get kernels(): Kernels {
    return this.memory.kernels;
  }

  private async forward(data: number, first: number, rows: number, signal?: AbortSignal): Promise<void> {
    for (let layer = 0; layer < this.shape.layers; layer++) {
      await this.pace(signal);
      this.kernels.forwardLayer(layer, data, first, rows);
    }
    this.kernels.forwardHead(rows);
  }

  private async backward(first: number, rows: number, signal?: AbortSignal): Promise<void> {
    this.kernels.backwardHead(first, rows);
    for (let layer = this.shape.layers - 1; layer >= 0; layer--) {
      await this.pace(signal);
      this.kernels.backwardLayer(layer, first, rows);
    }
  }

  /** With the mask of the step that comes next. */
  private startDropout(): void {
    const { dropout = 0, seed = 0, batchSize } = this.options;
    if (dropout > 0) {
      const key = dropoutKey(seed, this.steps + 1);
      this.kernels.startDropout(key, dropoutThreshold(dropout), 1 / (1 - dropout), batchSize);
    } else {
      this.kernels.stopDropout();
    }
  }

  private putWeights(weights: Float32Array): void {
    const { kernels } = this;
    this.memory.floats(kernels.compactAddress(), parameterCount(this.shape)).set(weights);
    kernels.importParameters();
    this.steps = 0;
  }

  /** Windows checked before: the kernels read where they are told. */
  private putOrigins(batch: Int32Array): void {
    this.memory.integers(this.kernels.originsAddress(), batch.length).set(batch);
  }

  /** The slice's predictions, rows padded in memory, to the start of `target`, compact. */
  private takePredictions(rows: number, target: Float32Array): void {
    const { kernels } = this;
    const width = headWidth(this.shape);
    for (let row = 0; row < rows; row++) {
      const address = kernels.predictionsAddress() + row * kernels.predictionsStride();
      target.set(this.memory.floats(address, width), row * width);
    }
  }

  /** Consecutive slices of a batch of so many windows. */
  private *slices(count: number): Generator<{ first: number; rows: number }> {
    for (let first = 0; first < count; first += this.sliceRows) {
      yield { first, rows: Math.min(this.sliceRows, count - first) };
    }
  }
}
