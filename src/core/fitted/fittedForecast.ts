import type { NetworkChannel } from '../detector/networkChannel';
import { fitForecaster, forecastFrom, MAX_HINDCASTS, withMember, type Forecaster } from '../blend/forecaster';
import type { Member } from '../members/member';
import { replay, type Replay } from '../blend/replay';
import type { Verdict } from '../blend/verdict';
import { excludedRows, withoutMasked } from '../anomalies/mask';
import { clamp } from '../math/numbers';
import type { ForecastOptions } from '../options/options';
import { findOutliers } from './outliers';
import { horizonSteps, levelsOf } from '../options/resolve';
import { findSeason } from '../history/season';
import { lastKnownIndex, type Series } from '../series/series';
import { splitHistory, toSlices, type Split } from '../series/split';

/** What a series is forecast from, besides itself. */
export interface Sources {
  /** IANA zone of the calendar */
  timeZone: string;
  /** (N) 1 where a value is not to be learned from */
  mask: Uint8Array;
  /** (N) 1 where it does not count for the bands either: what a first replay found far out */
  outliers?: Uint8Array;
  /** pre-trained networks */
  networks?: readonly Member[];
  /** the LSTM of the anomaly detector */
  network?: NetworkChannel;
  /** borders that the LSTM is trained with; those of the series if absent */
  split?: Split;
}

/** The forecaster of a series, and what it would have shown over the last third of the history. */
export interface Outlook {
  series: Series;
  /** up to the last known value, with gaps in excluded windows: what errors and bands are measured on */
  known: Series;
  options: ForecastOptions;
  sources: Sources;
  /** (N) 1 where a value is not learned from, for either reason */
  mask: Uint8Array;
  forecaster: Forecaster;
  /** fitted on what came before the replay */
  earlier: Forecaster;
  replay: Replay;
  /** quantiles and their paths from the last known value, in the unit of the series */
  ahead: ReturnType<typeof forecastFrom>;
  /** steps; undefined without one */
  season?: number;
}

/** Points of all past forecasts that a blend is fitted on: long horizons have fewer of them. */
const HINDCAST_POINTS = 52_000;
const FEWEST_HINDCASTS = 120;

/**
 * Fits the blend twice: on all of the history for the forecast, and on what came before the calibration slice for the
 * replay, which shows what would have been shown then and is what all figures are measured on.
 * @throws ForecastFailure `no-values`, `too-little-history` below 10 known points, `invalid-option`
 */
export function createOutlook(series: Series, options: ForecastOptions, sources: Sources): Outlook {
  const { timeZone, networks, outliers = new Uint8Array(series.values.length), split = splitHistory(series) } = sources;
  const horizon = horizonSteps(options, series.step);
  const origin = lastKnownIndex(series.values);
  const { values } = withoutMasked(series, excludedRows(series, options));
  const known = { ...series, values: values.subarray(0, origin + 1) };
  const slices = toSlices(series, split);
  const hindcasts = clamp(Math.round(HINDCAST_POINTS / horizon), FEWEST_HINDCASTS, MAX_HINDCASTS);
  const learned = withoutMasked(known, outliers);
  const fit = { horizon, timeZone, mask: sources.mask.subarray(0, origin + 1), countsMasked: true, networks };
  const forecaster = fitForecaster(learned, { ...fit, hindcasts });
  const verdict = judged(forecaster);
  const earlier = fitForecaster(learned, { ...fit, verdict, hindcasts: hindcasts / 2 }, slices.calibration.from);
  const mask = sources.mask.map((masked, row) => masked | outliers[row]);
  const season = findSeason(values, series.step, slices.train.to);
  return look({ series, known, options, sources, mask, forecaster, earlier, season });
}

/**
 * The outlook without those values that its replay finds far out, of each stretch a day at most; itself where there are
 * none. They are kept out of the calibration too.
 */
export function withoutOutliers(outlook: Outlook): Outlook {
  const { series, known, options, sources, replay: first } = outlook;
  const outliers = new Uint8Array(series.values.length);
  const widest = first.offsets.levels.length - 1;
  outliers.set(findOutliers(first, known.values, widest, Math.round(86400 / series.step)), first.from);
  return outliers.some(Boolean) ? createOutlook(series, options, { ...sources, outliers }) : outlook;
}

/** The outlook with the LSTM of the series in both blends. */
export function withLstm(outlook: Outlook, lstm: Member): Outlook {
  const forecaster = withMember(outlook.forecaster, lstm);
  return look({ ...outlook, forecaster, earlier: withMember(outlook.earlier, lstm, judged(forecaster)) });
}

function look(fitted: Omit<Outlook, 'replay' | 'ahead'>): Outlook {
  const { forecaster, earlier, options, series } = fitted;
  const levels = levelsOf(options);
  const tails = levels.map((level) => (1 - level) / 2);
  const quantiles = [...[...tails].reverse(), 0.5, ...tails.map((tail) => 1 - tail)];
  const origin = lastKnownIndex(series.values);
  return { ...fitted, replay: replay(earlier, levels), ahead: forecastFrom(forecaster, origin, quantiles) };
}

/** The verdict, where there was something to judge. */
function judged({ verdict }: Forecaster): Verdict | undefined {
  return verdict.kind === 'naive' || verdict.kind === 'blend' ? verdict : undefined;
}
