import { type Regime, excludedRows, findMask, withoutMasked, findRegime } from '../anomalies';
import {
  type Forecaster,
  MAX_HINDCASTS,
  type QuantilePaths,
  type Replay,
  type Verdict,
  fitForecaster,
  forecastFrom,
  meanShare,
  naiveOf,
  replay,
  withHistory,
  withMember,
  withVerdict,
} from '../blend';
import { type Bounds, snapToBounds } from '../bands';
import type { NetworkChannel } from '../channels';
import { findSeason } from '../history';
import { DAY_SECONDS, clamp } from '../math';
import type { Member } from '../members';
import { type Settled, expectAhead, expectInReplay, settle } from '../recurring';
import { type ForecastOptions, boundsOf, horizonSteps, neededForBaseline } from '../options';
import {
  type Series,
  type SpecialDays,
  type Split,
  assertWithinLimits,
  lastKnownIndex,
  splitHistory,
  toSlices,
} from '../series';
import { judgeReplay } from './judgeReplay';
import { type Spell, findOutliers, spellsOf } from './outliers';

/** Everything besides the series and its options that a forecast is fitted from. */
export interface Sources {
  /** IANA zone of the calendar */
  timeZone: string;
  /** (N) 1 where a value is not to be learned from */
  mask: Uint8Array;
  /** all that are blended if absent */
  members?: readonly Member[];
  /** those that need more than the series, beside them: pre-trained networks, covariates known ahead */
  networks?: readonly Member[];
  /** the LSTM of the anomaly detector */
  network?: NetworkChannel;
  /** days that pass unlike their weekday, such as holidays; none if absent */
  specialDays?: SpecialDays;
  /** borders that the LSTM is trained with; those of the series if absent */
  split?: Split;
  /** points of all past forecasts together that weights, bands and figures come from; fewer are quicker */
  points?: number;
  /** no detector learns from the series, which takes longer than the forecast: long runs outside the band are marked */
  isInstant?: boolean;
}

/** The forecaster of a series, and what it would have shown over the last third of the history. */
export interface FittedForecast {
  series: Series;
  /** up to the last known value, with gaps in excluded windows: what errors and bands are measured on */
  known: Series;
  options: ForecastOptions;
  sources: Sources;
  /** (N) 1 where a value is not learned from: masked by the sources, or far out of what the replay expected */
  mask: Uint8Array;
  forecaster: Forecaster;
  /** fitted on what came before the replay */
  earlier: Forecaster;
  replay: Replay;
  /** quantiles and their paths from the last known value, in the unit of the series */
  ahead: QuantilePaths;
  /** steps; undefined without one */
  season?: number;
  /** a level that the series holds away from its usual course, which `ahead` is the forecast of */
  regime?: Regime;
  /** stretches of outliers that are over */
  spells: readonly Spell[];
  /** what comes on dates, as known before the replay and now: the forecasters know the series without it */
  onDates: { then: Settled; now: Settled };
}

const MAX_POINTS = 52_000;
const FEWEST_HINDCASTS = 120;
const MAX_PASSES = 3;

/**
 * Fits the blend twice. First on what came before the calibration slice, for the replay: it shows what would have been
 * shown then, all figures are measured on it, and values far out of it are incidents. Then on all of the history
 * without those, for the forecast.
 * @throws ForecastFailure `no-values`, `too-little-history` below 10 known points, `invalid-option`
 */
export function fitForecast(seen: Series, options: ForecastOptions, sources: Sources): FittedForecast {
  const series = snapped(seen, boundsOf(options));
  const { timeZone, members, networks, specialDays, split = splitHistory(series), points = MAX_POINTS } = sources;
  const horizon = horizonSteps(options, series.step);
  const end = lastKnownIndex(series.values) + 1;
  const { values } = withoutMasked(series, excludedRows(series, options));
  const known = { ...series, values: values.subarray(0, end) };
  const slices = toSlices(series, split);
  const most = Math.round((MAX_HINDCASTS * points) / MAX_POINTS);
  const hindcasts = clamp(Math.round(points / horizon), Math.min(most, FEWEST_HINDCASTS), most);
  const until = series.values.length + horizon;
  const then = settle(known, timeZone, slices.calibration.from, until);
  const now = settle(known, timeZone, end, until);
  const mask = without(sources.mask, now.explained);
  const common = { horizon, timeZone, countsMasked: true, members, networks, specialDays };
  const fit = { ...common, mask: without(sources.mask.subarray(0, end), then.explained) };
  const first = fitForecaster(then.series, { ...fit, hindcasts: hindcasts / 2 }, slices.calibration.from);
  const { levels } = options;
  const longest = Math.round(DAY_SECONDS / series.step);
  const outliers = new Uint8Array(end);
  const replayed = (left: Uint8Array) => {
    const of = withHistory(first, withoutMasked(then.series, left), fit);
    return { of, past: expectInReplay(replay(of, levels, points), then.due) };
  };
  let shown = { of: first, past: expectInReplay(replay(first, levels, points), then.due) };
  // Errors of one incident hide the next: the bands are looked at again without those that are known.
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const found = findOutliers(shown.past, known.values, levels.length - 1, longest);
    if (found.every((one, i) => one === outliers[first.end + i])) {
      break;
    }
    outliers.set(found, first.end);
    shown = replayed(outliers);
  }
  const unexpected = without(outliers, now.explained);
  const regime = findRegime(now.series, unexpected);
  if (regime) {
    const isFirstDay = (_: number, row: number) => row >= regime.since && row < regime.since + longest;
    const isKnown = outliers.every((one, row) => one === 1 || !isFirstDay(one, row));
    [outliers, unexpected].forEach((rows) => rows.fill(1, regime.since, Math.min(regime.since + longest, end)));
    shown = isKnown ? shown : replayed(outliers);
  }
  const learned = withoutMasked(now.series, unexpected);
  const onUsual = regime ? backOnCourse(learned, now.series, regime) : learned;
  const isOwn = (row: number) => regime !== undefined && row >= regime.since;
  const ownMask = mask.subarray(0, end).map((one, t) => (isOwn(t) ? 0 : one));
  const forecaster = fitForecaster(onUsual, { ...common, mask: ownMask, hindcasts });
  const masked = mask.map((isMasked, row) => isMasked | (isOwn(row) ? 1 : (unexpected[row] ?? 0)));
  const season = findSeason(values, series.step, slices.train.to);
  const spells = spellsOf(unexpected, regime?.since);
  return look(
    {
      series,
      known,
      options,
      sources,
      mask: masked,
      forecaster,
      earlier: shown.of,
      season,
      regime,
      spells,
      onDates: { then, now },
    },
    shown
  );
}

/** (N) the rows of a mask but for those of another, which may be shorter. */
function without(mask: Uint8Array, explained: Uint8Array): Uint8Array {
  return mask.map((one, row) => (explained[row] ? 0 : one));
}

/** The series with the level that it holds moved back on its usual course. */
function backOnCourse(learned: Series, { values }: Series, { since, size }: Regime): Series {
  return { ...learned, values: learned.values.map((value, t) => (t < since ? value : values[t] - size)) };
}

/** The series with its dust at the bounds; the same object where there is none. */
function snapped(series: Series, bounds: Bounds): Series {
  const values = snapToBounds(series.values, bounds);
  return values === series.values ? series : { ...series, values };
}

/**
 * The forecast of a series with too little history for an LSTM.
 * @throws ForecastFailure `no-values`, `too-little-history`, `too-large`, `invalid-option`
 */
export function fitWithoutLstm(
  series: Series,
  options: ForecastOptions,
  sources: Omit<Sources, 'mask'>
): FittedForecast {
  assertWithinLimits(series, horizonSteps(options, series.step), neededForBaseline(options));
  return fitForecast(series, options, { ...sources, mask: findMask(series, options) });
}

/** The forecast with one more member, such as the LSTM of the series, in both blends; the others are not fitted again. */
export function withLstm(fitted: FittedForecast, lstm: Member): FittedForecast {
  const [forecaster, earlier] = [fitted.forecaster, fitted.earlier].map((one) => withMember(one, lstm));
  return look({ ...fitted, forecaster, earlier });
}

/**
 * Replays and forecasts. Who is drawn in the replay is who the whole history has chosen, or on a short history the
 * replay itself.
 * @param known a replay that was made before, and whose it is
 */
function look(
  fitted: Omit<FittedForecast, 'replay' | 'ahead'>,
  known?: { of: Forecaster; past: Replay }
): FittedForecast {
  const { forecaster, options, series, sources } = fitted;
  const earlier = withVerdict(fitted.earlier, judged(forecaster));
  const { levels } = options;
  const tails = levels.map((level) => (1 - level) / 2);
  const quantiles = [...[...tails].reverse(), 0.5, ...tails.map((tail) => 1 - tail)];
  const origin = lastKnownIndex(series.values);
  const past =
    known?.of === earlier
      ? known.past
      : expectInReplay(replay(earlier, levels, sources.points), fitted.onDates.then.due);
  const verdict = judgeReplay(forecaster.verdict, past, fitted.known.values, {
    day: meanShare(forecaster, 'day'),
    lastValue: meanShare(forecaster, 'last-value'),
  });
  if (verdict !== forecaster.verdict) {
    return look({ ...fitted, forecaster: withVerdict(forecaster, verdict) });
  }
  return {
    ...fitted,
    earlier,
    replay: past,
    ahead: expectAhead(forecastFrom(forecaster, origin, quantiles), origin, fitted.onDates.now),
  };
}

/** The verdict, where there was something to judge. */
function judged({ verdict }: Forecaster): Verdict | undefined {
  return verdict.kind === 'blend' || naiveOf(verdict) !== undefined ? verdict : undefined;
}
