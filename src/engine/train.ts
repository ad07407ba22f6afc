import { ForecastFailure } from '../core/errors';
import { hasKnownTarget } from './dataset';
import type { Dataset, Engine, ModelShape, Network, Progress, TrainedModel, TrainOptions } from './engine';
import { initialWeights } from './lstm';
import { throwIfCancelled } from './pacer';
import { createRandom, shuffle } from './random';

export interface TrainControls {
  /** called at most ten times a second, and after the last epoch */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** clock in ms; `performance.now` by default */
  now?: () => number;
}

const PROGRESS_MS = 100;

/**
 * Trains a model: every epoch over all windows in a new seeded order, until the epochs or the time are used up or
 * the validation loss has not fallen for `patience` epochs. The weights of the best epoch are returned.
 * @throws ForecastFailure `cancelled`, `diverged`, `no-values` if no training target is known, or the engine's own
 */
export async function train(
  engine: Engine,
  shape: ModelShape,
  data: Dataset,
  options: TrainOptions,
  controls: TrainControls = {}
): Promise<TrainedModel> {
  throwIfCancelled(controls.signal);
  if (!hasKnownTarget(shape, data.targets, data.origins)) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  const network = await engine.create(shape, initialWeights(shape, options.seed), data, options);
  try {
    return await runEpochs(network, shape, data, options, controls);
  } finally {
    network.dispose();
  }
}

async function runEpochs(
  network: Network,
  shape: ModelShape,
  data: Dataset,
  options: TrainOptions,
  { onProgress, signal, now = () => performance.now() }: TrainControls
): Promise<TrainedModel> {
  const validates = hasKnownTarget(shape, data.targets, data.validationOrigins);
  // Not the stream of the initial weights: their numbers would decide the order.
  const random = createRandom(options.seed ^ 0x9e3779b9);
  const order = Int32Array.from(data.origins);
  const started = now();
  let reported = -Infinity;
  let best: TrainedModel | undefined;

  for (let epoch = 1; ; epoch++) {
    shuffle(order, random);
    const trainLoss = await network.trainEpoch(order, signal);
    const validationLoss = validates ? await network.evaluate(data.validationOrigins, signal) : trainLoss;
    throwIfCancelled(signal);
    if (!Number.isFinite(trainLoss) || !Number.isFinite(validationLoss)) {
      throw new ForecastFailure({ kind: 'diverged', epoch });
    }
    if (!best || validationLoss < best.validationLoss) {
      best = { shape, weights: await finiteWeights(network, epoch), epochs: epoch, bestEpoch: epoch, validationLoss };
    }
    const elapsed = now() - started;
    const isLast = epoch >= options.epochs || epoch - best.bestEpoch >= options.patience || elapsed >= options.budgetMs;
    if (onProgress && (isLast || now() - reported >= PROGRESS_MS)) {
      reported = now();
      const remainingMs = isLast ? 0 : estimateRemaining(elapsed, epoch, options);
      onProgress({ epoch, epochs: options.epochs, trainLoss, validationLoss, remainingMs });
    }
    if (isLast) {
      return { ...best, epochs: epoch };
    }
  }
}

/** Without validation windows a last, exploding step of an epoch shows in the weights only. */
async function finiteWeights(network: Network, epoch: number): Promise<Float32Array> {
  const weights = await network.getWeights();
  if (!weights.every(Number.isFinite)) {
    throw new ForecastFailure({ kind: 'diverged', epoch });
  }
  return weights;
}

/** At the pace so far, and no longer than the time budget lets it run. */
function estimateRemaining(elapsed: number, epoch: number, { epochs, budgetMs }: TrainOptions): number {
  return Math.min((elapsed / epoch) * (epochs - epoch), Math.max(0, budgetMs - elapsed));
}

/** What is left of a network that only forecasts. */
export type Forecaster = Pick<Network, 'forecast' | 'dispose'>;

/** Windows forecast at once; a batch of any size gives the same numbers. */
const FORECAST_BATCH = 64;

/** Puts a trained model on the device to forecast, until it is disposed. @throws ForecastFailure the engine's own */
export function createForecaster(
  engine: Engine,
  { shape, weights }: Pick<TrainedModel, 'shape' | 'weights'>
): Promise<Forecaster> {
  const none = new Int32Array(0);
  const nothing = new Float32Array(0);
  const data = { inputs: nothing, targets: nothing, origins: none, validationOrigins: none };
  return engine.create(shape, weights, data, { batchSize: FORECAST_BATCH, learningRate: 0, clipNorm: 1 });
}
