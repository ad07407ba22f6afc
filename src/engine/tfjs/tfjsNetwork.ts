import {
  clone,
  dispose,
  tensor1d,
  tensor3d,
  tidy,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor3D,
  type TensorContainer,
} from '@tensorflow/tfjs-core';
import {
  type BatchTargets,
  type Dataset,
  type Device,
  type ModelShape,
  type Network,
  type NetworkOptions,
  SQUARED,
  batches,
  checkInputs,
  deviceFailed,
  gatherTargets,
  gatherWindows,
  headWidth,
} from '../model';
import { createPacer } from '../training';
import type { Computation } from './computation';
import { adamStep, type Optimised } from './tfjsAdam';
import { selectBackend, unlessLost } from './tfjsBackends';
import { lossAndSlope } from './tfjsLoss';

/** A network on a backend of TensorFlow.js. Between calls it holds three tensors, the weights and Adam's moments, beside what its computation holds. */
export class TfjsNetwork implements Network {
  private state: Optimised;
  private t = 0;
  private readonly pace = createPacer();

  constructor(
    private readonly device: Device,
    private readonly lost: AbortSignal,
    private readonly shape: ModelShape,
    private readonly computation: Computation,
    weights: Float32Array,
    private readonly data: Dataset,
    private readonly options: NetworkOptions
  ) {
    this.state = this.initialState(weights);
  }

  trainEpoch(order: Int32Array, signal?: AbortSignal): Promise<number> {
    return this.meanLoss(order, signal, (batch, targets) => this.trainBatch(batch, targets));
  }

  evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number> {
    return this.meanLoss(origins, signal, (batch, targets) => this.lossOf(batch, targets));
  }

  async forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array> {
    checkInputs(this.shape, inputs, origins);
    const width = headWidth(this.shape);
    const forecasts = new Float32Array(origins.length * width);
    let done = 0;
    for (const batch of batches(origins, this.options.batchSize)) {
      await this.pace(signal);
      const y = this.run(() => this.computation.forecast(this.state.weights, this.windows(inputs, batch)));
      forecasts.set(await this.read(y), done * width);
      done += batch.length;
    }
    return forecasts;
  }

  async getWeights(): Promise<Float32Array> {
    const copy = this.run(() => clone(this.state.weights));
    return Float32Array.from(await this.read(copy));
  }

  async setWeights(weights: Float32Array): Promise<void> {
    this.forget();
    this.state = this.initialState(weights);
    this.t = 0;
  }

  dispose(): void {
    this.forget();
    this.computation.dispose();
  }

  private forget(): void {
    dispose([this.state.weights, this.state.m, this.state.v]);
  }

  private initialState(initial: Float32Array): Optimised {
    return this.run(() => {
      const weights = tensor1d(initial, 'float32');
      return { weights, m: zerosLike(weights), v: zerosLike(weights) };
    });
  }

  /** One step on a batch; its sum of losses before the step. */
  private trainBatch(origins: Int32Array, targets: BatchTargets): Scalar {
    const { weights, m, v } = this.state;
    const { loss, next } = this.run(() => {
      const windows = this.windows(this.data.inputs, origins);
      const { sum, gradient } = this.computation.learn(weights, windows, targets, this.t + 1);
      return { loss: sum, next: adamStep(this.state, gradient, this.t + 1, this.options) };
    });
    this.t++;
    this.state = next;
    dispose([weights, m, v]);
    return loss;
  }

  /** Sum of the losses of a batch. */
  private lossOf(origins: Int32Array, targets: BatchTargets): Scalar {
    return this.run(() => {
      const y = this.computation.forecast(this.state.weights, this.windows(this.data.inputs, origins));
      return lossAndSlope(this.options.loss ?? SQUARED, y, targets).sum;
    });
  }

  /** Mean over the known targets of all batches. Reading each loss waits for the device, so its queue stays short. */
  private async meanLoss(
    origins: Int32Array,
    signal: AbortSignal | undefined,
    lossOf: (batch: Int32Array, targets: BatchTargets) => Scalar
  ): Promise<number> {
    let total = 0;
    let known = 0;
    for (const batch of batches(origins, this.options.batchSize)) {
      await this.pace(signal);
      const targets = gatherTargets(this.shape, this.data.targets, batch);
      if (targets.known > 0) {
        known += targets.known;
        total += (await this.read(lossOf(batch, targets)))[0];
      }
    }
    return total / known;
  }

  /** x (T, B, C) */
  private windows(inputs: Float32Array, origins: Int32Array): Tensor3D {
    const { sequenceLength, features } = this.shape;
    const values = new Float32Array(sequenceLength * origins.length * features);
    gatherWindows(this.shape, inputs, origins, values);
    return tensor3d(values, [sequenceLength, origins.length, features]);
  }

  /** Runs operations on this network's backend; all tensors but those returned are released. */
  private run<T extends TensorContainer>(operations: () => T): T {
    try {
      selectBackend(this.device);
      return tidy(operations);
    } catch (error) {
      throw deviceFailed(this.device, error);
    }
  }

  /** Values of a tensor, which is released. */
  private async read(tensor: Tensor): Promise<ArrayLike<number>> {
    try {
      return await unlessLost(tensor.data(), this.lost);
    } catch (error) {
      throw deviceFailed(this.device, error);
    } finally {
      tensor.dispose();
    }
  }
}
