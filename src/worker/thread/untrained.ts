import { drawForecast, fitWithoutLstm, forecastConstant } from '../../core/fitted';
import type { Member } from '../../core/members';
import { isConstant, lastKnownIndex, timeAt } from '../../core/series';
import type { ForecastQuestion, ForecastResponse } from '../protocol';
import { specialDaysOf, withNotes } from './holidays';
import { detectorNetwork, membersBeside } from './networks';

/**
 * The forecast of one series without an LSTM of its own: what the panel shows before its training ends, for services
 * whose series are too many to train one each.
 *
 * @param networks pre-trained ones that are blended; those that came with Presage by default
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`, `invalid-option`
 */
export async function answerUntrained(
  question: ForecastQuestion,
  networks?: () => Promise<readonly Member[]>
): Promise<ForecastResponse> {
  const { series, options, thresholds, timeZone, covariates } = question;
  if (isConstant(series.values)) {
    return { result: forecastConstant(series, options, thresholds) };
  }
  const { specialDays, notes } = await specialDaysOf(question);
  const fitted = fitWithoutLstm(series, options, {
    timeZone,
    specialDays,
    networks: await membersBeside(covariates, networks),
    network: await detectorNetwork(options),
  });
  const trainedAt = timeAt(series, lastKnownIndex(series.values));
  return { result: withNotes(drawForecast(fitted, { thresholds, trainedAt }), notes) };
}
