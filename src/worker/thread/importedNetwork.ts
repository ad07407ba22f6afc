import { type Phrase, phrase } from '../../core/language';
import { createImportedSet, importedMisfit, predictImported } from '../../core/lstm';
import { ForecastFailure } from '../../core/options';
import { type SpecialDays, isConstant, lastKnownIndex } from '../../core/series';
import { isImported, scalerOf } from '../imported';
import type { ForecastRequest, SavedModel } from '../protocol';
import type { JobParts, SeriesNetwork } from './jobParts';
import { seenByNetwork } from './teach';
import { asking } from './trainedNetwork';

/** The imported model of a request, or the reason why none forecasts; the reason completes a sentence. */
export function usableImport({
  model,
  series,
  options,
  covariates,
}: ForecastRequest): { model: SavedModel } | { why: Phrase } {
  if (!model || !isImported(model)) {
    return { why: phrase('none is kept for it in this browser or in the dashboard, so import one in the details') };
  }
  const why = importedMisfit(model.trained.shape, series, options, covariates);
  return why ? { why } : { model };
}

/** Said of every forecast with an imported model: nobody here knows what it was trained on. */
const UNKNOWN_TRAINING = phrase(
  'The imported model was trained elsewhere: if it saw the last 30 % of this history, its error and its share look better than they are.'
);

/**
 * The network of a series that another program trained.
 * @throws ForecastFailure `constant` and what `createImportedSet` does
 */
export function importedNetwork(
  request: ForecastRequest,
  { signal }: JobParts,
  specialDays: SpecialDays | undefined,
  model: SavedModel
): SeriesNetwork {
  const { series, options, timeZone, covariates } = request;
  if (isConstant(series.values)) {
    throw new ForecastFailure({ kind: 'constant', value: series.values[lastKnownIndex(series.values)] });
  }
  const { shape } = model.trained;
  const set = createImportedSet(
    seenByNetwork(series, request, specialDays),
    options,
    timeZone,
    shape,
    covariates,
    scalerOf(model)
  );
  return {
    mask: set.mask,
    split: set.split,
    notes: [UNKNOWN_TRAINING],
    isTrained: true,
    epochsDone: () => 0,
    async forecast(engine, { device, reason }, mask) {
      const paths = await asking(engine, model, signal, (predict) => predictImported(set, predict, mask));
      return { model: { ...model, device, deviceReason: reason }, paths };
    },
  };
}
