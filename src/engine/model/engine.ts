/**
 * The small interface every training engine implements. An engine trains one forecaster on one device; it
 * knows nothing of Grafana, of workers or of time. Implementations: reference (Float64 oracle), tfjs, wasm, webgpu.
 */

import type { Words } from '../../core/language';
import type { ForecastOptions } from '../../core/options';
import type { Loss } from './loss';

export const DEVICES = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

/** Networks that are layers of TensorFlow.js (`engine/networks`): all that the option offers but the LSTM. */
export type LayersNetwork = Exclude<ForecastOptions['network'], 'lstm'>;

/** Shape of the network: `layers` stacked LSTMs of `hidden` units, then a dense head on the last hidden state. */
export interface ModelShape {
  /** C: features per step */
  features: number;
  /** T: steps the model sees */
  sequenceLength: number;
  /** L: 1..3 */
  layers: number;
  /** U: hidden units of each layer */
  hidden: number;
  /** H: lead times predicted at once */
  outputs: number;
  /** Q: values the head makes for each lead time, as the loss wants them (`loss.ts`); 1 where absent */
  valuesPerOutput?: number;
  /** another network than the LSTM, of the same sizes as it understands them (`engine/networks`) */
  network?: LayersNetwork;
  /** of an imported network alone: its layers as the text of their JSON (`engine/imported`) */
  topology?: string;
}

/**
 * Supervised windows by reference: window `i` is rows `origins[i] - T + 1 .. origins[i]` of `inputs`, its target
 * row is row `origins[i]` of `targets`. Nothing is copied T times; a fused kernel can read the rows directly.
 */
export interface Dataset {
  /** (N, C) row-major, no NaN */
  inputs: Float32Array;
  /** (N, H) row-major; NaN marks an unknown target, which adds no loss and no gradient */
  targets: Float32Array;
  /** (W) row of the last step of each training window, each >= T - 1 */
  origins: Int32Array;
  /** (V) the same for the validation windows */
  validationOrigins: Int32Array;
}

export interface NetworkOptions {
  batchSize: number;
  learningRate: number;
  /** global gradient norm is clipped to this */
  clipNorm: number;
  /** squared error where absent */
  loss?: Loss;
  /** share of values dropped between layers while training, in [0, 1), see `dropout.ts`; 0 where absent */
  dropout?: number;
  /** decoupled weight decay of all parameters, see `adam.ts`; 0 where absent */
  weightDecay?: number;
  /** steps after which the learning rate has fallen to 0 along a cosine; absent: it stays */
  cosineSteps?: number;
  /** of dropout's masks; 0 where absent */
  seed?: number;
}

export interface TrainOptions extends NetworkOptions {
  epochs: number;
  /** epochs without a better validation loss before training stops */
  patience: number;
  seed: number;
  /** stop starting epochs once this much time has passed; the best weights so far are kept */
  budgetMs: number;
}

export interface Progress {
  /** 1-based, the epoch just finished */
  epoch: number;
  epochs: number;
  trainLoss: number;
  /** mean loss over known validation targets; the train loss where there are no validation windows */
  validationLoss: number;
  /** estimate for the remaining epochs, ms */
  remainingMs: number;
}

/** Parameters in the order of `lstm.ts`, or of their network's: one flat Float32Array, the same for every engine. */
export interface TrainedModel {
  shape: ModelShape;
  weights: Float32Array;
  epochs: number;
  bestEpoch: number;
  validationLoss: number;
}

/**
 * One network with its optimiser state, living on a device until `dispose`. `train.ts` drives it: epochs, batch
 * order, early stopping, time budget and cancellation are its business and the same for every device.
 *
 * The computation of every engine, so that one parity suite holds for all:
 * - the LSTM of `lstm.ts`, with the masks of `dropout.ts` while training, and the mean of `loss.ts` over the known
 *   targets of a batch as its loss;
 * - gradients clipped to a global norm of at most `clipNorm`, then Adam in Keras' form with decay (see `adam.ts`);
 * - windows in the order given, `batchSize` at a time, the last batch with what remains. A batch without a known
 *   target makes no step at all: no loss, no gradient, no decay of Adam's moments.
 *
 * The methods let the event loop run about every `PAUSE_MS` (`pacer.ts`), so that a message can arrive, and look
 * at `signal` between batches. @throws ForecastFailure `cancelled`, `device-failed`
 */
export interface Network {
  /** Trains on these windows once, in this order, in mini-batches; resolves with the mean loss of all known
   * targets, each batch measured before its own step. NaN if there are none. */
  trainEpoch(order: Int32Array, signal?: AbortSignal): Promise<number>;
  /** Mean loss over the known targets of these windows, nothing dropped; NaN if there are none. */
  evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number>;
  /** Forecasts (W, H, Q) row-major for windows that end at these rows of `inputs` (N, C). */
  forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array>;
  getWeights(): Promise<Float32Array>;
  /** Replaces the weights and forgets the optimiser's moments. */
  setWeights(weights: Float32Array): Promise<void>;
  /** Releases all the network holds on the device. */
  dispose(): void;
}

/** The outcome of an epoch. */
export interface EpochOutcome {
  /** as `Network.trainEpoch`; NaN for a model that rested */
  trainLoss: number;
  /** as `Network.evaluate`; NaN without validation windows */
  validationLoss: number;
  /** (P) after the epoch */
  weights: Float32Array;
}

/**
 * M independent networks of one shape that train side by side, each on its own data: on a GPU in the same dispatches,
 * which one network alone would leave mostly idle. Arrays have one entry a network, in the order they were created.
 */
export interface NetworkGroup {
  /** M */
  readonly size: number;
  /**
   * Trains each network on its windows in this order, then measures it on its validation windows. One with an empty
   * order rests. Everything is read back from the device at once.
   */
  trainEpoch(
    orders: readonly Int32Array[],
    validations: readonly Int32Array[],
    signal?: AbortSignal
  ): Promise<EpochOutcome[]>;
  getWeights(): Promise<Float32Array[]>;
  dispose(): void;
}

/** One network of a group: the weights it starts from, and its data. */
export interface Member {
  weights: Float32Array;
  data: Dataset;
}

export interface Engine {
  readonly device: Device;
  /** a name to show, such as "TensorFlow.js on WASM (SIMD)" */
  readonly name: string;
  /** Puts a network on the device. @throws ForecastFailure `too-large`, `device-failed` */
  create(shape: ModelShape, weights: Float32Array, data: Dataset, options: NetworkOptions): Promise<Network>;
  /** The same for several networks that train side by side, where the device can do better than one after the other. */
  createGroup?(shape: ModelShape, members: readonly Member[], options: NetworkOptions): Promise<NetworkGroup>;
  /** Releases the device. */
  dispose(): void;
}

/** The findings of `probe()` on one device. */
export type DeviceStatus =
  | {
      device: Device;
      available: true;
      detail: Words;
      /** a GPU's interface, computed by the processor (SwiftShader, llvmpipe, WARP): it works, slowly */
      isSoftware?: boolean;
    }
  | { device: Device; available: false; why: Words };
