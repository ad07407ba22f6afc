import {
  type ForecastResult,
  type TrainingReport,
  drawForecast,
  fitForecast,
  fitWithoutLstm,
  forecastConstant,
  withLstm,
} from '../../core/fitted';
import {
  type ModelContext,
  type Predict,
  type TrainingSet,
  createTrainingSet,
  isReusable,
  predictPaths,
} from '../../core/lstm';
import { type KnownPaths, type Member, knownPathsMember } from '../../core/members';
import { type ForecastError, ForecastFailure, type ForecastOptions } from '../../core/options';
import { lastKnownIndex, timeAt } from '../../core/series';
import type { Choice, Engines } from '../../engine/devices';
import { type Engine, type TrainOptions, isSameShape } from '../../engine/model';
import { type Checkpoint, createForecaster, pausedTime } from '../../engine/training';
import { blaming, onFirstDevice } from './failover';
import { trainAlone, type Train } from './trainTogether';
import { specialDaysOf, withNotes } from './holidays';
import { detectorNetwork, membersBeside } from './networks';
import { type Taught, seenByNetwork, teach } from './teach';
import { answerUntrained } from './untrained';
import type { ForecastRequest, ForecastResponse, JobState, SavedModel } from '../protocol';

export interface JobParts {
  engines: Engines;
  onState(state: JobState): void;
  /** told what can be forecast before anything is trained */
  onPreliminary?(result: ForecastResult): void;
  /** told after every epoch where training could go on, should this worker die */
  onCheckpoint?(checkpoint: Checkpoint): void;
  signal: AbortSignal;
  /** ms since the epoch */
  now(): number;
  /** alone by default */
  train?: Train;
  /** pre-trained networks that are blended; those that came with Presage by default */
  networks?(): Promise<readonly Member[]>;
}

/** A model out of storage. */
interface UsableModel {
  model: SavedModel;
  /** which `core` took for one of its own; absent where the network is shared, and each series has its own */
  context?: ModelContext;
}

/**
 * Makes the forecast of one series: blends what needs no training, then trains a model, or uses the one it is given, on
 * the best device that works, and blends that too. When a device fails, the next goes on from the last epoch. A series
 * an LSTM cannot learn gets the blend without one, where that is possible.
 *
 * @throws ForecastFailure what `prepare`, `train` and `complete` throw; `device-failed` when no device works
 */
export async function runJob(request: ForecastRequest, parts: JobParts): Promise<ForecastResponse> {
  if (request.isUntrained) {
    return answerUntrained(request);
  }
  const saved = usableModel(request);
  if (saved) {
    try {
      return await forecastSeries(request, parts, saved);
    } catch (error) {
      if (error instanceof ForecastFailure) {
        throw error;
      }
      // The model came from storage, so anything can be in it: below it is made anew.
    }
  }
  return forecastSeries(request, parts);
}

/** The walk from a series on its grid to a result. */
async function forecastSeries(
  request: ForecastRequest,
  parts: JobParts,
  saved?: UsableModel
): Promise<ForecastResponse> {
  const { series, options, thresholds, timeZone, covariates, choices, interruption } = request;
  const { signal, onPreliminary } = parts;
  const origin = timeAt(series, lastKnownIndex(series.values));
  const { specialDays, notes } = await specialDaysOf(request);
  const sources = async () => ({
    ...{ timeZone, specialDays },
    networks: await membersBeside(covariates, parts.networks),
    network: await detectorNetwork(options),
  });
  let set: TrainingSet;
  try {
    // Mask, split, scale, windows.
    set = createTrainingSet(seenByNetwork(series, request, specialDays), options, timeZone, saved?.context, covariates);
  } catch (error) {
    if (isFailure(error, 'constant')) {
      return { result: forecastConstant(series, options, thresholds) };
    }
    if (isFailure(error, 'too-little-history')) {
      const fitted = fitWithoutLstm(series, options, await sources());
      return { result: withNotes(drawForecast(fitted, { thresholds, trainedAt: origin }), notes) };
    }
    throw error;
  }
  if (saved && !isSameShape(saved.model.trained.shape, set.shape)) {
    throw new Error('The stored network is of another shape than the series needs.');
  }

  // Fit the other members, replay the past, calibrate, forecast.
  const fitted = fitForecast(series, options, {
    ...(await sources()),
    mask: set.mask,
    split: set.context.split,
  });
  if (saved === undefined) {
    onPreliminary?.(drawForecast(fitted, { thresholds, trainedAt: origin }));
  }

  // Train, or take what was trained before; ask the LSTM for the past and for what comes.
  const training = new Training(set, () => teach(set, request, specialDays), parts, interruption?.checkpoint);
  const { value, note } = await onFirstDevice(choices, interruption, enginesFor(options, parts), signal, {
    epochsDone: () => ((saved ?? training.model) ? 0 : (training.checkpoint?.epoch ?? 0)),
    async run(engine, choice) {
      const model = saved?.model ?? training.model ?? (await training.run(engine, choice));
      return { model, paths: await ask(engine, model, set, fitted.mask, signal) };
    },
  });

  // Blend it in, replay and calibrate anew, mark, report.
  const { model, paths } = value;
  const complete = withLstm(fitted, knownPathsMember(options.network, paths));
  const result = drawForecast(complete, { thresholds, trainedAt: model.trainedAt, training: reportOf(model) });
  return { result: withNotes(result, [...(note ? [note] : []), ...notes], set.columns.notes), model };
}

/** The engines of the network that the options name. */
function enginesFor({ network }: ForecastOptions, { engines }: JobParts): Engines {
  return {
    use: (device) => engines.use(device, network),
    drop: (device) => engines.drop(device, network),
  };
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

/** Forecasts of the trained LSTM. @param mask (N) 1 where a value is not to be seen */
async function ask(
  engine: Engine,
  { trained }: SavedModel,
  set: TrainingSet,
  mask: Uint8Array,
  signal: AbortSignal
): Promise<KnownPaths> {
  const forecaster = await blaming(engine, createForecaster(engine, trained));
  try {
    const predict: Predict = (inputs, origins) => blaming(engine, forecaster.forecast(inputs, origins, signal));
    return await predictPaths(set, predict, mask);
  } finally {
    forecaster.dispose();
  }
}

/** The request's model if it was made for this series and these options. */
function usableModel({ model, series, options, timeZone, covariates }: ForecastRequest): UsableModel | undefined {
  if (!model || options.networkFor === 'panel') {
    return model && { model };
  }
  const { context } = model;
  return isReusable(context, series, options, timeZone, covariates) ? { model, context } : undefined;
}

/** Gradients of a norm above this are scaled down to it; recurrent networks need a bound (Pascanu et al., 2013). */
const CLIP_NORM = 1;

/** The options as an engine gets them. */
export function trainOptions(options: ForecastOptions): TrainOptions {
  const { epochs, batchSize, learningRate, patience, seed } = options;
  const budgetMs = 1000 * options.budget;
  return { epochs, batchSize, learningRate, patience, seed, budgetMs, clipNorm: CLIP_NORM };
}

function reportOf({ trained, device, deviceReason, seconds, windows, together, shared }: SavedModel): TrainingReport {
  const { epochs, bestEpoch, validationLoss } = trained;
  const facts = { device, deviceReason, epochs, bestEpoch, validationLoss, seconds, windows };
  return { ...facts, ...(together && { together }), ...(shared && { shared }) };
}

function isFailure<Kind extends ForecastError['kind']>(
  error: unknown,
  ...kinds: Kind[]
): error is ForecastFailure & { detail: Extract<ForecastError, { kind: Kind }> } {
  return error instanceof ForecastFailure && kinds.some((kind) => kind === error.detail.kind);
}
