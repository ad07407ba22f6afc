import {
  type ModelContext,
  type Predict,
  type TrainingSet,
  createTrainingSet,
  explainNetwork,
  isReusable,
  predictPaths,
} from '../../core/lstm';
import { Spoken, phrase } from '../../core/language';
import type { ForecastOptions } from '../../core/options';
import type { SpecialDays } from '../../core/series';
import type { Choice } from '../../engine/devices';
import { type Engine, type TrainOptions, isSameShape } from '../../engine/model';
import { type Checkpoint, createForecaster, pausedTime } from '../../engine/training';
import type { ForecastRequest, SavedModel } from '../protocol';
import { blaming } from './failover';
import type { JobParts, SeriesNetwork } from './jobParts';
import { type Taught, seenByNetwork, teach } from './teach';
import { trainAlone } from './trainTogether';

/** A model out of storage. */
interface UsableModel {
  model: SavedModel;
  /** which `core` took for one of its own; absent where the network is shared, and each series has its own */
  context?: ModelContext;
}

/**
 * The network that is trained on a series, or was before.
 * @throws ForecastFailure what `createTrainingSet` does; Error for a model of another shape than the series needs
 */
export function trainedNetwork(
  request: ForecastRequest,
  parts: JobParts,
  specialDays: SpecialDays | undefined,
  saved?: UsableModel
): SeriesNetwork {
  const { series, options, timeZone, covariates, interruption } = request;
  const set = createTrainingSet(
    seenByNetwork(series, request, specialDays),
    options,
    timeZone,
    saved?.context,
    covariates
  );
  if (saved && !isSameShape(saved.model.trained.shape, set.shape)) {
    throw new Spoken(phrase('The stored network is of another shape than the series needs'));
  }
  const training = new Training(set, () => teach(set, request, specialDays), parts, interruption?.checkpoint);
  return {
    mask: set.mask,
    split: set.context.split,
    notes: set.columns.notes,
    isTrained: saved !== undefined,
    epochsDone: () => ((saved ?? training.model) ? 0 : (training.checkpoint?.epoch ?? 0)),
    async forecast(engine, choice, mask) {
      const model = saved?.model ?? training.model ?? (await training.run(engine, choice));
      return asking(engine, model, parts.signal, async (predict) => ({
        model,
        paths: await predictPaths(set, predict, mask),
        ...(request.isExplained && { importance: await explainNetwork(set, predict) }),
      }));
    },
  };
}

/** Puts a trained network on a device for as long as it is asked for forecasts. */
export async function asking<T>(
  engine: Engine,
  { trained }: SavedModel,
  signal: AbortSignal,
  ask: (predict: Predict) => Promise<T>
): Promise<T> {
  const forecaster = await blaming(engine, createForecaster(engine, trained));
  try {
    return await ask((inputs, origins) => blaming(engine, forecaster.forecast(inputs, origins, signal)));
  } finally {
    forecaster.dispose();
  }
}

/** The request's model if it was made for this series and these options. */
export function usableModel({
  model,
  series,
  options,
  timeZone,
  covariates,
}: ForecastRequest): UsableModel | undefined {
  if (!model || options.networkFor === 'panel') {
    return model && { model };
  }
  const { context } = model;
  return isReusable(context, series, options, timeZone, covariates) ? { model, context } : undefined;
}

/** The training of one model, which may go on on another device. */
class Training {
  /** once it is trained */
  model: SavedModel | undefined;

  constructor(
    private readonly set: TrainingSet,
    private readonly teach: () => Taught,
    private readonly parts: JobParts,
    /** after the last epoch */
    public checkpoint: Checkpoint | undefined
  ) {}

  async run(engine: Engine, { device, reason }: Choice): Promise<SavedModel> {
    const { shape, context, options } = this.set;
    const { windows, shared, origin } = this.teach();
    const { onState, onCheckpoint, signal, now, train = trainAlone } = this.parts;
    const earlierMs = this.checkpoint?.elapsedMs ?? 0;
    const clock = () => now() - pausedTime();
    let started = clock();
    let side = 1;
    const { trained, together } = await blaming(
      engine,
      train(engine, shape, windows, trainOptions(options), {
        signal,
        resume: this.checkpoint,
        onStart: (count) => {
          started = clock();
          side = count;
        },
        onProgress: (progress) => onState({ kind: 'training', progress, device, ...(side > 1 && { together: side }) }),
        onCheckpoint: (checkpoint) => {
          this.checkpoint = checkpoint;
          onCheckpoint?.(checkpoint);
        },
      })
    );
    this.model = {
      trained,
      context,
      origin,
      trainedAt: now(),
      device,
      deviceReason: reason,
      seconds: (earlierMs + clock() - started) / 1000,
      windows: windows.origins.length,
      ...(shared && { shared }),
      ...(together > 1 && { together }),
    };
    return this.model;
  }
}

/** Gradients of a norm above this are scaled down to it; recurrent networks need a bound (Pascanu et al., 2013). */
const CLIP_NORM = 1;

/** The options as an engine gets them. */
export function trainOptions(options: ForecastOptions): TrainOptions {
  const { epochs, batchSize, learningRate, patience, seed } = options;
  const budgetMs = 1000 * options.budget;
  return { epochs, batchSize, learningRate, patience, seed, budgetMs, clipNorm: CLIP_NORM };
}
