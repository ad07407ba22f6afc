/**
 * The small interface every training engine implements. An engine trains one LSTM forecaster on one device; it
 * knows nothing of Grafana, of workers or of time. Implementations: reference (Float64 oracle), tfjs, wasm, webgpu.
 */

export const DEVICES = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Device = (typeof DEVICES)[number];

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
  /** H: values predicted at once, one per lead time */
  outputs: number;
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

export interface TrainOptions {
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** epochs without a better validation loss before training stops */
  patience: number;
  /** global gradient norm is clipped to this */
  clipNorm: number;
  seed: number;
  /** stop starting epochs once this much time has passed; the best weights so far are kept */
  budgetMs: number;
}

export interface Progress {
  /** 1-based, the epoch just finished */
  epoch: number;
  epochs: number;
  trainLoss: number;
  /** mean squared error over known validation targets; the train loss where there are no validation windows */
  validationLoss: number;
  /** estimate for the remaining epochs, ms */
  remainingMs: number;
}

/** Parameters in the order of `lstm.ts`: one flat Float32Array, the same for every engine. */
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
 * What every engine computes, so that one parity suite holds for all:
 * - the LSTM of `lstm.ts`, and the mean squared error over the known targets of a batch as its loss;
 * - gradients clipped to a global norm of at most `clipNorm`, then Adam in Keras' form (see `adam.ts`);
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
  /** Mean squared error over the known targets of these windows; NaN if there are none. */
  evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number>;
  /** Forecasts (W, H) row-major for windows that end at these rows of `inputs` (N, C). */
  forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array>;
  getWeights(): Promise<Float32Array>;
  /** Replaces the weights and forgets the optimiser's moments. */
  setWeights(weights: Float32Array): Promise<void>;
  /** Releases all the network holds on the device. */
  dispose(): void;
}

export interface NetworkOptions {
  batchSize: number;
  learningRate: number;
  clipNorm: number;
}

export interface Engine {
  readonly device: Device;
  /** a name to show, such as "TensorFlow.js on WASM (SIMD)" */
  readonly name: string;
  /** Puts a network on the device. @throws ForecastFailure `too-large`, `device-failed` */
  create(shape: ModelShape, weights: Float32Array, data: Dataset, options: NetworkOptions): Promise<Network>;
  /** Releases the device. */
  dispose(): void;
}

/** What `probe()` found out about one device. */
export type DeviceStatus =
  | {
      device: Device;
      available: true;
      detail: string;
      /** a GPU's interface, computed by the processor (SwiftShader, llvmpipe, WARP): it works, slowly */
      isSoftware?: boolean;
    }
  | { device: Device; available: false; why: string };
