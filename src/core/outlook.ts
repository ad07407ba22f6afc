import { fitForecaster, forecastFrom, type Forecaster } from './forecaster/forecaster';
import type { Member } from './forecaster/member';
import { replay, type Replay } from './forecaster/replay';
import type { ForecastOptions } from './options';
import { horizonSteps, levelsOf } from './resolve';
import { findSeason } from './season';
import { lastKnownIndex, type Series } from './series';
import { splitHistory, toSlices, type Split } from './split';

/** What a series is forecast from, besides itself. */
export interface Sources {
  /** IANA zone of the calendar */
  timeZone: string;
  /** (N) 1 where a value is not to be learned from */
  mask: Uint8Array;
  /** pre-trained networks */
  networks?: readonly Member[];
  /** the LSTM of this series */
  lstm?: Member;
  /** borders that the LSTM was trained with; those of the series if absent */
  split?: Split;
}

/** The forecaster of a series, and what it would have shown over the last third of the history. */
export interface Outlook {
  series: Series;
  options: ForecastOptions;
  mask: Uint8Array;
  forecaster: Forecaster;
  replay: Replay;
  /** quantiles and their paths from the last known value, in the unit of the series */
  ahead: ReturnType<typeof forecastFrom>;
  /** steps; undefined without one */
  season?: number;
}

/**
 * Fits the blend twice: on all of the history for the forecast, and on what came before the calibration slice for the
 * replay, which shows what would have been shown then and is what all figures are measured on.
 * @throws ForecastFailure `no-values`, `too-little-history` below 10 known points, `invalid-option`
 */
export function createOutlook(series: Series, options: ForecastOptions, sources: Sources): Outlook {
  const { timeZone, mask, networks, lstm, split = splitHistory(series) } = sources;
  const horizon = horizonSteps(options, series.step);
  const levels = levelsOf(options);
  const origin = lastKnownIndex(series.values);
  const known = { ...series, values: series.values.subarray(0, origin + 1) };
  const slices = toSlices(series, split);
  const fit = { horizon, timeZone, mask: mask.subarray(0, origin + 1), networks, lstm };
  const forecaster = fitForecaster(known, fit);
  const { verdict } = forecaster;
  const isJudged = verdict.kind === 'naive' || verdict.kind === 'blend';
  const before = fitForecaster(known, { ...fit, verdict: isJudged ? verdict : undefined }, slices.calibration.from);
  const tails = levels.map((level) => (1 - level) / 2);
  const quantiles = [...[...tails].reverse(), 0.5, ...tails.map((tail) => 1 - tail)];
  return {
    series,
    options,
    mask,
    forecaster,
    replay: replay(before, levels),
    ahead: forecastFrom(forecaster, origin, quantiles),
    season: findSeason(series.values, series.step, slices.train.to),
  };
}
