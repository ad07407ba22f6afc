import { ForecastFailure } from '../options';
import { type Series, type SpecialDays, countKnown, createCalendar } from '../series';
import { type History, countDayLags, createHistory, fitDayEffect, withoutEffect } from '../history';
import { BLENDED, type Member, cycle, dayBefore, lastValue, linear } from '../members';
import { hindcastOrigins } from './hindcastOrigins';
import { fitMembers, fitPredictors, predictAll } from './hindcasts';
import { SEASON_DAYS } from './shares';
import { type Forecaster, weigh } from './weigh';

export interface ForecasterOptions {
  /** steps ahead */
  horizon: number;
  /** IANA zone of the calendar; UTC if absent */
  timeZone?: string;
  /** (N) 1 where a value is not to be learned from: an incident, an excluded window */
  mask?: Uint8Array;
  /** what is masked counts for the bands nevertheless, as far as other values reach: measured better for incidents */
  countsMasked?: boolean;
  /** `BLENDED` if absent */
  members?: readonly Member[];
  /** members that need more than the series, beside them, such as networks */
  networks?: readonly Member[];
  /** days that pass unlike their weekday, such as holidays; none if absent */
  specialDays?: SpecialDays;
  /** about how many past forecasts weights and bands are fitted on */
  hindcasts?: number;
}

/** Fewer known values than this make no forecast. */
export const MIN_POINTS = 10;
export const MAX_HINDCASTS = 360;

/**
 * Fits members, weights and bands on the rows before `end`.
 * @throws ForecastFailure `no-values`, `too-little-history` (fewer than 10 known points), `invalid-option` for the zone
 */
export function fitForecaster(series: Series, options: ForecasterOptions, end = series.values.length): Forecaster {
  const { horizon, members = BLENDED, networks = [] } = options;
  const history = historyOf(series, options, end);
  const known = countKnown(history.z, 0, end);
  if (known === 0) {
    throw new ForecastFailure({ kind: 'no-values' });
  }
  if (known < MIN_POINTS) {
    throw new ForecastFailure({ kind: 'too-little-history', needed: MIN_POINTS, got: known, step: series.step });
  }
  const { day } = history;
  const isSeasonal = day !== undefined && end >= SEASON_DAYS * day;
  const first = isSeasonal ? countDayLags(end, day) * day : Math.floor(end / 4);
  const every = Math.max(1, Math.ceil((end - first) / (options.hindcasts ?? MAX_HINDCASTS)));
  const origins = hindcastOrigins(series, first, end, every);
  const chosen = isSeasonal ? [...members, ...networks] : [lastValue, linear, dayBefore, cycle];
  const usual = usualOf(history, options, end);
  const fitted = fitMembers(usual, chosen, horizon, end, origins);
  const fit = fitted.predictors.size > 0 ? fitted : fitMembers(usual, [lastValue], horizon, end, origins);
  return weigh({ history, usual, horizon, end, first, every, ...fit });
}

/** The history as the members see it. */
function usualOf(history: History, { specialDays, timeZone = 'UTC' }: ForecasterOptions, end: number): History {
  const effect = specialDays && fitDayEffect(history, specialDays, createCalendar(timeZone), end);
  return withoutEffect(history, effect);
}

function historyOf(series: Series, { timeZone = 'UTC', mask, countsMasked }: ForecasterOptions, end: number): History {
  return createHistory(series, timeZone, mask, end, countsMasked);
}

/** The forecaster with one more member, and all weights anew; the others are not fitted again. */
export function withMember(forecaster: Forecaster, member: Member): Forecaster {
  const { usual, horizon, end, hindcasts } = forecaster;
  const predictors = fitPredictors(usual, [member], horizon, end);
  if (predictors.size === 0) {
    return forecaster;
  }
  const added = predictAll(predictors, hindcasts.origins, horizon);
  return weigh({
    ...forecaster,
    members: [...forecaster.members, member],
    predictors: new Map([...forecaster.predictors, ...predictors]),
    hindcasts: { ...hindcasts, members: [...hindcasts.members, ...added.members] },
  });
}

/**
 * The forecaster on a series that differs from its own from the end of the fit on alone: the members see the other
 * values, and all that was learned from past forecasts stays.
 */
export function withHistory(forecaster: Forecaster, series: Series, options: ForecasterOptions): Forecaster {
  const { horizon, end, members } = forecaster;
  const history = historyOf(series, options, end);
  const usual = usualOf(history, options, end);
  return { ...forecaster, history, usual, predictors: fitPredictors(usual, members, horizon, end) };
}
