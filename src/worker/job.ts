import { forecastBaseline } from '../core/baselineForecast';
import { isReusable, type ModelContext } from '../core/context';
import { ForecastFailure, type ForecastError } from '../core/errors';
import type { ForecastOptions } from '../core/options';
import { complete, prepare, type Predict, type Prepared } from '../core/pipeline';
import { secondsOf } from '../core/resolve';
import type { ForecastResult, TrainingReport } from '../core/result';
import { lastKnownIndex, timeAt } from '../core/series';
import type { Choice } from '../engine/choose';
import type { Device, Engine, TrainOptions } from '../engine/engine';
import { isSameShape } from '../engine/lstm';
import { throwIfCancelled } from '../engine/pacer';
import { createForecaster, train } from '../engine/train';
import type { Engines } from './engines';
import type { ForecastRequest, ForecastResponse, JobState, SavedModel } from './protocol';

export interface JobParts {
  engines: Engines;
  onState(state: JobState): void;
  signal: AbortSignal;
  /** ms since the epoch */
  now(): number;
}

/** A model out of storage whose context `core` took for one of its own. */
type UsableModel = SavedModel & { context: ModelContext };

/**
 * Makes the forecast of one series: trains a model, or uses the one it is given, on the best device that works.
 * A series an LSTM cannot learn gets the baseline, where that is possible.
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
  { series, options, thresholds, timeZone, avoid }: ForecastRequest,
  parts: JobParts,
  saved?: UsableModel
): Promise<ForecastResponse> {
  let prepared: Prepared;
  try {
    prepared = prepare(series, options, timeZone, saved?.context);
  } catch (error) {
    if (isFailure(error, 'too-little-history', 'constant')) {
      return { result: forecastBaseline(series, options, thresholds) };
    }
    throw error;
  }
  if (saved && !isSameShape(saved.trained.shape, prepared.shape)) {
    throw new Error('The stored network is of another shape than the series needs.');
  }

  const ranked = await parts.engines.rank(options.device, prepared.shape);
  const notes: string[] = [];
  let model: SavedModel | undefined = saved;
  let failure: unknown;
  for (const choice of avoidLast(ranked, avoid)) {
    throwIfCancelled(parts.signal);
    try {
      const engine = await parts.engines.use(choice.device);
      model ??= await trainModel(engine, choice, prepared, parts);
      const result = await forecastWith(engine, model, prepared, thresholds, parts.signal);
      result.report.notes.unshift(...notes);
      return { result, model };
    } catch (error) {
      if (!isFailure(error, 'device-failed', 'device-unavailable')) {
        throw error;
      }
      parts.engines.drop(choice.device);
      failure = error;
      notes.push(failureNote(error.detail));
    }
  }
  throw failure;
}

function avoidLast(choices: Choice[], avoid: Device | undefined): Choice[] {
  const others = choices.filter(({ device }) => device !== avoid);
  const avoided = choices.filter(({ device }) => device === avoid);
  return [
    ...others.map((choice) => (avoided.length > 0 ? { ...choice, reason: `${avoid} failed` } : choice)),
    ...avoided,
  ];
}

async function trainModel(
  engine: Engine,
  { device, reason }: Choice,
  prepared: Prepared,
  { onState, signal, now }: JobParts
): Promise<SavedModel> {
  const { shape, origins, context, options, series } = prepared;
  const started = now();
  const trained = await train(engine, shape, prepared, trainOptions(options), {
    signal,
    onProgress: (progress) => onState({ kind: 'training', progress, device }),
  });
  return {
    trained,
    context,
    origin: timeAt(series, lastKnownIndex(series.values)),
    trainedAt: now(),
    device,
    deviceReason: reason,
    seconds: (now() - started) / 1000,
    windows: origins.length,
  };
}

async function forecastWith(
  engine: Engine,
  model: SavedModel,
  prepared: Prepared,
  thresholds: number[],
  signal: AbortSignal
): Promise<ForecastResult> {
  const forecaster = await createForecaster(engine, model.trained);
  try {
    const predict: Predict = (inputs, origins) => forecaster.forecast(inputs, origins, signal);
    return await complete(prepared, predict, { thresholds, trainedAt: model.trainedAt, training: reportOf(model) });
  } finally {
    forecaster.dispose();
  }
}

/** The request's model if it was made for this series and these options. */
function usableModel({ model, series, options, timeZone }: ForecastRequest): UsableModel | undefined {
  return model && isReusable(model.context, series, options, timeZone)
    ? { ...model, context: model.context }
    : undefined;
}

/** Gradients of a norm above this are scaled down to it; recurrent networks need a bound (Pascanu et al., 2013). */
const CLIP_NORM = 1;

function trainOptions(options: ForecastOptions): TrainOptions {
  const { epochs, batchSize, learningRate, patience, seed } = options;
  const budgetMs = 1000 * secondsOf(options, 'budget');
  return { epochs, batchSize, learningRate, patience, seed, budgetMs, clipNorm: CLIP_NORM };
}

function reportOf({ trained, device, deviceReason, seconds, windows }: SavedModel): TrainingReport {
  const { epochs, bestEpoch, validationLoss } = trained;
  return { device, deviceReason, epochs, bestEpoch, validationLoss, seconds, windows };
}

type DeviceError = Extract<ForecastError, { kind: 'device-failed' | 'device-unavailable' }>;

function failureNote(error: DeviceError): string {
  const why = error.kind === 'device-failed' ? error.message : error.why;
  return `The device ${error.device} failed (${why}), so the next one took over.`;
}

function isFailure<Kind extends ForecastError['kind']>(
  error: unknown,
  ...kinds: Kind[]
): error is ForecastFailure & { detail: Extract<ForecastError, { kind: Kind }> } {
  return error instanceof ForecastFailure && kinds.some((kind) => kind === error.detail.kind);
}
