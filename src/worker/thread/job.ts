import {
  type TrainingReport,
  drawForecast,
  fitForecast,
  fitWithoutLstm,
  forecastConstant,
  withLstm,
} from '../../core/fitted';
import { type Phrase, phrase } from '../../core/language';
import { knownPathsMember } from '../../core/members';
import { type ForecastError, ForecastFailure, type ForecastOptions } from '../../core/options';
import { type SpecialDays, lastKnownIndex, timeAt } from '../../core/series';
import type { Engines } from '../../engine/devices';
import { onFirstDevice } from './failover';
import { importedNetwork, usableImport } from './importedNetwork';
import type { JobParts, SeriesNetwork } from './jobParts';
import { specialDaysOf, withNotes } from './holidays';
import { detectorNetwork, membersBeside } from './networks';
import { trainedNetwork, usableModel } from './trainedNetwork';
import { answerUntrained } from './untrained';
import type { ForecastRequest, ForecastResponse, SavedModel } from '../protocol';

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
  if (request.options.network === 'imported') {
    return runImported(request, parts);
  }
  const saved = usableModel(request);
  if (request.isExplained && !saved) {
    return answerUntrained(request, parts.networks);
  }
  if (saved) {
    try {
      return await forecastSeries(request, parts, (specialDays) => trainedNetwork(request, parts, specialDays, saved));
    } catch (error) {
      if (error instanceof ForecastFailure) {
        throw error;
      }
      // The model came from storage, so anything can be in it: below it is made anew.
    }
  }
  return forecastSeries(request, parts, (specialDays) => trainedNetwork(request, parts, specialDays));
}

/** A network that was trained elsewhere. Without one that fits, the forecast is what the others can make of the series. */
async function runImported(request: ForecastRequest, parts: JobParts): Promise<ForecastResponse> {
  const found = usableImport(request);
  if ('why' in found) {
    return forecastWithoutImport(request, parts, found.why);
  }
  try {
    return await forecastSeries(request, parts, (specialDays) =>
      importedNetwork(request, parts, specialDays, found.model)
    );
  } catch (error) {
    if (!isFailure(error, 'invalid-model')) {
      throw error;
    }
    // What was stored, or pinned, was changed since it was checked.
    return forecastWithoutImport(request, parts, error.detail.why);
  }
}

async function forecastWithoutImport(
  request: ForecastRequest,
  { networks }: JobParts,
  why: Phrase
): Promise<ForecastResponse> {
  const response = await answerUntrained(request, networks);
  response.result.report.notes.unshift(phrase('No imported model forecasts this series: {{why}}.', { why }));
  return response;
}

/**
 * The walk from a series on its grid to a result.
 * @param prepare makes of the series what its network needs; a series that none can learn is forecast without
 */
async function forecastSeries(
  request: ForecastRequest,
  parts: JobParts,
  prepare: (specialDays: SpecialDays | undefined) => SeriesNetwork
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
  let network: SeriesNetwork;
  try {
    // Mask, split, scale, windows.
    network = prepare(specialDays);
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

  // Fit the other members, replay the past, calibrate, forecast.
  const fitted = fitForecast(series, options, {
    ...(await sources()),
    mask: network.mask,
    split: network.split,
  });
  if (!network.isTrained) {
    onPreliminary?.(drawForecast(fitted, { thresholds, trainedAt: origin }));
  }

  // Train, or take what was trained before; ask the network for the past and for what comes.
  const { value, note } = await onFirstDevice(choices, interruption, enginesFor(options, parts), signal, {
    epochsDone: () => network.epochsDone(),
    run: (engine, choice) => network.forecast(engine, choice, fitted.mask),
  });

  // Blend it in, replay and calibrate anew, mark, report.
  const { model, paths, importance } = value;
  const complete = withLstm(fitted, knownPathsMember(options.network, paths));
  const { trainedAt, origin: trainedOn } = model;
  const result = drawForecast(complete, { thresholds, trainedAt, trainedOn, training: reportOf(model) });
  return {
    result: withNotes(result, [...(note ? [note] : []), ...notes], network.notes),
    model,
    ...(importance && { importance }),
  };
}

/** The engines of the network that the options name. */
function enginesFor({ network }: ForecastOptions, { engines }: JobParts): Engines {
  return {
    use: (device) => engines.use(device, network),
    drop: (device) => engines.drop(device, network),
  };
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
