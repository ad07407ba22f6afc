/** A fitted blend and its forecast in one call; the product goes through `fittedForecast.ts`. */
import type { Bounds } from '../core/bands/intervals';
import type { Forecast } from '../core/bands/forecast';
import { clamp } from '../core/math/numbers';
import { lastKnownIndex, timeAt, type Series } from '../core/series/series';
import { breachChances, type BreachChance } from '../core/breaches/breachProbability';
import { fitForecaster, type ForecasterOptions } from '../core/blend/forecaster';
import { forecastFrom } from '../core/blend/forecastFrom';
import type { MemberName } from '../core/members/member';
import { NET_QUANTILES } from '../core/networks/netFeatures';
import type { Verdict } from '../core/blend/verdict';

export interface BlendOptions extends Omit<ForecasterOptions, 'horizon'> {
  /** of the intervals, rising, each in (0, 1) */
  levels?: readonly number[];
  /** no forecast lies outside of these */
  bounds?: Bounds;
  /** of which the chance of a crossing is asked */
  thresholds?: readonly number[];
}

export interface BlendForecast extends Forecast {
  /** the eleven quantiles of the fan, rising: `quantiles[k][h]` */
  quantiles: Array<{ quantile: number; path: Float64Array }>;
  /** share of each member per block of lead times `[from, to)`, counted from 0 */
  weights: Array<{ from: number; to: number; shares: Map<MemberName, number> }>;
  breaches: BreachChance[];
  verdict: Verdict;
}

/** Fewer than the worker's, for quick tests. */
const HINDCASTS = 120;

const NO_BOUNDS: Bounds = { lower: -Infinity, upper: Infinity };

/**
 * The forecast of a series from its last known value: blend of all members, calibrated bands, chances of a breach.
 * @param horizon steps
 * @throws ForecastFailure `no-values`, `too-little-history` below 10 known points, `invalid-option` for the zone
 */
export function forecastBlend(series: Series, horizon: number, options: BlendOptions = {}): BlendForecast {
  const { levels = [0.8, 0.95], bounds = NO_BOUNDS, thresholds = [], hindcasts = HINDCASTS, ...rest } = options;
  const origin = lastKnownIndex(series.values);
  const known = { ...series, values: series.values.subarray(0, origin + 1) };
  const forecaster = fitForecaster(known, { ...rest, horizon, hindcasts });
  const tails = levels.map((level) => (1 - level) / 2);
  const wanted = [...new Set([...NET_QUANTILES, ...tails, ...tails.map((tail) => 1 - tail)])].sort((a, b) => a - b);
  const { paths, point, ensemble } = forecastFrom(forecaster, origin, wanted);
  const clip = (path: Float64Array) => path.map((value) => clamp(value, bounds.lower, bounds.upper));
  const pathOf = (quantile: number) => clip(paths[wanted.indexOf(quantile)]);
  return {
    times: Float64Array.from(point, (_, h) => timeAt(series, origin + 1 + h)),
    point: clip(point),
    intervals: levels.map((level, l) => ({ level, lower: pathOf(tails[l]), upper: pathOf(1 - tails[l]) })),
    quantiles: NET_QUANTILES.map((quantile) => ({ quantile, path: pathOf(quantile) })),
    weights: forecaster.blocks.map((block, b) => ({
      ...block,
      shares: new Map(forecaster.hindcasts.members.map(({ name }, m) => [name, forecaster.weights[b][m]])),
    })),
    breaches: thresholds.length > 0 ? breachChances(ensemble(), series.values[origin], thresholds) : [],
    verdict: forecaster.verdict,
  };
}
