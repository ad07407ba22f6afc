import { ForecastFailure } from '../../core/options';
import {
  type Dataset,
  type Engine,
  type ModelShape,
  type Network,
  type Progress,
  type TrainOptions,
  type TrainedModel,
  createGroup,
  lossForWidth,
} from '../model';
import { throwIfCancelled } from './pacer';
import { pausedTime, untilResumed } from './pause';
import { TrainingRun } from './trainingRun';

/** The state of a training after an epoch: enough to go on from, on this device or another. Plain data. */
export interface Checkpoint {
  /** epochs finished */
  epoch: number;
  /** (P) after them */
  weights: Float32Array;
  /** the best so far */
  best: Pick<TrainedModel, 'weights' | 'bestEpoch' | 'validationLoss'>;
  /** time spent, ms */
  elapsedMs: number;
}

export interface TrainControls {
  /** called at most ten times a second, and after the last epoch */
  onProgress?: (progress: Progress) => void;
  /** called after every epoch but the last */
  onCheckpoint?: (checkpoint: Checkpoint) => void;
  /** goes on from here instead of from the initial weights; Adam's moments start anew */
  resume?: Checkpoint;
  signal?: AbortSignal;
  /** clock in ms; by default one that stands still while training is paused */
  now?: () => number;
}

/** The same for several models at once: `m` is a model's place in the list of datasets. */
export interface TrainManyControls extends Pick<TrainControls, 'signal' | 'now'> {
  onProgress?: (m: number, progress: Progress) => void;
  onCheckpoint?: (m: number, checkpoint: Checkpoint) => void;
  resume?: ReadonlyArray<Checkpoint | undefined>;
  /** each ends the training of one model, at the next epoch; `signal` ends that of all at once */
  signals?: ReadonlyArray<AbortSignal | undefined>;
}

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
  { onProgress, onCheckpoint, resume, ...controls }: TrainControls = {}
): Promise<TrainedModel> {
  const [outcome] = await trainMany(engine, shape, [data], options, {
    ...controls,
    onProgress: onProgress && ((_, progress) => onProgress(progress)),
    onCheckpoint: onCheckpoint && ((_, checkpoint) => onCheckpoint(checkpoint)),
    resume: [resume],
  });
  if (outcome instanceof ForecastFailure) {
    throw outcome;
  }
  return outcome;
}

/**
 * Trains several models of one shape side by side, each on its own data and each as `train` would train it alone. A
 * model that cannot be trained is told as its failure and keeps no other from its training.
 * @returns a model or its failure (`diverged`, `no-values`, `cancelled`) for each dataset
 * @throws ForecastFailure `cancelled`, or the engine's own, which end the training of all
 */
export async function trainMany(
  engine: Engine,
  shape: ModelShape,
  datasets: readonly Dataset[],
  options: TrainOptions,
  controls: TrainManyControls = {}
): Promise<Array<TrainedModel | ForecastFailure>> {
  throwIfCancelled(controls.signal);
  const { now = activeNow, onProgress, onCheckpoint, resume, signal, signals } = controls;
  const runs = datasets.map(
    (data, m) =>
      new TrainingRun(shape, data, options, now, {
        resume: resume?.[m],
        signal: signals?.[m],
        onProgress: (progress) => onProgress?.(m, progress),
        onCheckpoint: (checkpoint) => onCheckpoint?.(m, checkpoint),
      })
  );
  const members = runs.flatMap((run, m) => (run.outcome ? [] : [{ run, data: datasets[m] }]));
  if (members.length > 0) {
    const starts = members.map(({ run, data }) => ({ weights: run.start, data }));
    const group = await createGroup(engine, shape, starts, options);
    try {
      for (;;) {
        await untilResumed(signal);
        const orders = members.map(({ run }) => run.nextOrder());
        if (members.every(({ run }) => run.outcome)) {
          break;
        }
        const validations = members.map(({ run }) => run.validation);
        const outcomes = await group.trainEpoch(orders, validations, signal);
        throwIfCancelled(signal);
        members.forEach(({ run }, m) => run.finishEpoch(outcomes[m]));
      }
    } finally {
      group.dispose();
    }
  }
  return runs.map(({ outcome }) => outcome!);
}

const activeNow = () => performance.now() - pausedTime();

/** A network that only forecasts. */
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
  return engine.create(shape, weights, data, {
    batchSize: FORECAST_BATCH,
    learningRate: 0,
    clipNorm: 1,
    loss: lossForWidth(shape.valuesPerOutput ?? 1),
  });
}
