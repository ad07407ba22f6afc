import { forecastBaseline } from '../../core/baseline/baselineForecast';
import { isReusable, type ModelContext } from '../../core/lstm/context';
import { ForecastFailure, type ForecastError } from '../../core/options/errors';
import type { ForecastOptions } from '../../core/options/options';
import { drawOutlook } from '../../core/fitted/drawForecast';
import type { NetworkChannel, NetworkErrors } from '../../core/detector/networkChannel';
import type { Member } from '../../core/members/member';
import type { Outlook } from '../../core/fitted/fittedForecast';
import {
  complete,
  outlookOf,
  outlookWithoutLstm,
  prepare,
  type Predict,
  type Prepared,
} from '../../core/fitted/pipeline';
import { secondsOf } from '../../core/options/resolve';
import type { ForecastResult, TrainingReport } from '../../core/fitted/result';
import { lastKnownIndex, timeAt } from '../../core/series/series';
import type { Choice } from '../../engine/devices/choose';
import type { Engine, TrainOptions } from '../../engine/model/engine';
import { isSameShape } from '../../engine/model/lstm';
import { pausedTime } from '../../engine/training/pause';
import { createAnomalyLstm } from '../../engine/anomalyLstm/anomalyLstm';
import { createForecaster, type Checkpoint } from '../../engine/training/train';
import type { Engines } from '../../engine/devices/engines';
import { blaming, onFirstDevice } from './failover';
import { trainAlone, type Train } from './trainTogether';
import { loadNetworks } from './networks';
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

/** A model out of storage whose context `core` took for one of its own. */
type UsableModel = SavedModel & { context: ModelContext };

/**
 * Makes the forecast of one series: blends what needs no training, then trains a model, or uses the one it is given, on
 * the best device that works, and blends that too. When a device fails, the next goes on from the last epoch. A series
 * an LSTM cannot learn gets the blend without one, where that is possible.
 *
 * @throws ForecastFailure what `prepare`, `train` and `complete` throw; `device-failed` when no device works
 */
export async function runJob(request: ForecastRequest, parts: JobParts): Promise<ForecastResponse> {
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

async function forecastSeries(
  { series, options, thresholds, timeZone, covariates, choices, interruption }: ForecastRequest,
  parts: JobParts,
  saved?: UsableModel
): Promise<ForecastResponse> {
  const { engines, signal, onPreliminary, networks = loadNetworks } = parts;
  const origin = timeAt(series, lastKnownIndex(series.values));
  let prepared: Prepared;
  try {
    prepared = prepare(series, options, timeZone, saved?.context, covariates);
  } catch (error) {
    if (isFailure(error, 'constant')) {
      return { result: forecastBaseline(series, options, thresholds) };
    }
    if (isFailure(error, 'too-little-history')) {
      const outlook = outlookWithoutLstm(series, options, timeZone, await networks(), await detectorNetwork(options));
      return { result: drawOutlook(outlook, { thresholds, trainedAt: origin }) };
    }
    throw error;
  }
  if (saved && !isSameShape(saved.trained.shape, prepared.shape)) {
    throw new Error('The stored network is of another shape than the series needs.');
  }

  const outlook = outlookOf(prepared, await networks(), await detectorNetwork(options));
  if (saved === undefined) {
    onPreliminary?.(drawOutlook(outlook, { thresholds, trainedAt: origin }));
  }
  const training = new Training(prepared, parts, interruption?.checkpoint);
  let model: SavedModel | undefined = saved;
  const { value: result, note } = await onFirstDevice(choices, interruption, engines, signal, {
    epochsDone: () => (model ? 0 : (training.checkpoint?.epoch ?? 0)),
    async run(engine, choice) {
      model ??= await training.run(engine, choice);
      return forecastWith(engine, model, prepared, outlook, thresholds, signal);
    },
  });
  if (note) {
    result.report.notes.unshift(note);
  }
  result.report.notes.push(...prepared.columns.notes);
  return { result, model };
}

/** The LSTM of the anomaly detector, for the method that listens to it; it goes along a series once. */
async function detectorNetwork({ anomalyMethod, seed }: ForecastOptions): Promise<NetworkChannel | undefined> {
  if (anomalyMethod !== 'sustained') {
    return undefined;
  }
  // Where WebAssembly is refused the other channels judge alone.
  const channel = await createAnomalyLstm(seed).catch(() => undefined);
  let errors: NetworkErrors | undefined;
  return channel && ((z, times, warmUp) => (errors ??= channel(z, times, warmUp)));
}

/** The training of one model, which may go on on another device. */
class Training {
  constructor(
    private readonly prepared: Prepared,
    private readonly parts: JobParts,
    /** after the last epoch */
    public checkpoint: Checkpoint | undefined
  ) {}

  async run(engine: Engine, { device, reason }: Choice): Promise<SavedModel> {
    const { shape, origins, context, options, series } = this.prepared;
    const { onState, onCheckpoint, signal, now, train = trainAlone } = this.parts;
    const earlierMs = this.checkpoint?.elapsedMs ?? 0;
    const clock = () => now() - pausedTime();
    let started = clock();
    let side = 1;
    const { trained, together } = await blaming(
      engine,
      train(engine, shape, this.prepared, trainOptions(options), {
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
    return {
      trained,
      context,
      origin: timeAt(series, lastKnownIndex(series.values)),
      trainedAt: now(),
      device,
      deviceReason: reason,
      seconds: (earlierMs + clock() - started) / 1000,
      windows: origins.length,
      ...(together > 1 && { together }),
    };
  }
}

async function forecastWith(
  engine: Engine,
  model: SavedModel,
  prepared: Prepared,
  outlook: Outlook,
  thresholds: number[],
  signal: AbortSignal
): Promise<ForecastResult> {
  const forecaster = await blaming(engine, createForecaster(engine, model.trained));
  try {
    const predict: Predict = (inputs, origins) => blaming(engine, forecaster.forecast(inputs, origins, signal));
    const circumstances = { thresholds, trainedAt: model.trainedAt, training: reportOf(model) };
    return await complete(prepared, predict, outlook, circumstances);
  } finally {
    forecaster.dispose();
  }
}

/** The request's model if it was made for this series and these options. */
function usableModel({ model, series, options, timeZone, covariates }: ForecastRequest): UsableModel | undefined {
  return model && isReusable(model.context, series, options, timeZone, covariates)
    ? { ...model, context: model.context }
    : undefined;
}

/** Gradients of a norm above this are scaled down to it; recurrent networks need a bound (Pascanu et al., 2013). */
const CLIP_NORM = 1;

/** What an engine is told of the options. */
export function trainOptions(options: ForecastOptions): TrainOptions {
  const { epochs, batchSize, learningRate, patience, seed } = options;
  const budgetMs = 1000 * secondsOf(options, 'budget');
  return { epochs, batchSize, learningRate, patience, seed, budgetMs, clipNorm: CLIP_NORM };
}

function reportOf({ trained, device, deviceReason, seconds, windows, together }: SavedModel): TrainingReport {
  const { epochs, bestEpoch, validationLoss } = trained;
  return { device, deviceReason, epochs, bestEpoch, validationLoss, seconds, windows, ...(together && { together }) };
}

function isFailure<Kind extends ForecastError['kind']>(
  error: unknown,
  ...kinds: Kind[]
): error is ForecastFailure & { detail: Extract<ForecastError, { kind: Kind }> } {
  return error instanceof ForecastFailure && kinds.some((kind) => kind === error.detail.kind);
}
