import { type Bounds, type Forecast, type Offsets, bandScore, sigmaScore, toForecast } from '../bands';
import { widened } from '../anomalies';
import { NOTHING, timeAt } from '../series';
import type { FittedForecast } from './fittedForecast';

/** The band behind the live series, n rows long. */
export interface Expected {
  /** (n) points and edges: of each row of the replay, as the origin before it expected them */
  forecast: Forecast;
  /** (n) 0 at the point, 1 at the limit of the band, or of the rule mean + k sigma, as the options widen it; NaN in gaps */
  score: Float64Array;
}

/** The forecast of each row of the replay from the last origin before it that is learned from, and how far off the row was. */
export function expectedOf({ series, options, replay, forecaster }: FittedForecast, bounds: Bounds): Expected {
  const { origins, horizon, points, offsets, latest, from, earlierErrors } = replay;
  const at = latest.map((w, i) => w * horizon + (from + i - origins[w] - 1));
  const pick = (all: Float64Array) => Float64Array.from(at, (index) => all[index]);
  const widths: Offsets = {
    levels: offsets.levels,
    below: offsets.below.map(pick),
    above: offsets.above.map(pick),
  };
  const point = pick(points);
  const times = Float64Array.from(at, (_, i) => timeAt(series, from + i));
  const tiny = forecaster.history.unit * NOTHING;
  const scoreOf =
    options.anomalyMethod === 'sigma'
      ? sigmaScore(earlierErrors, options.sigmas, tiny)
      : bandScore(widths, tiny, bounds);
  const score = point.map((expected, i) => {
    const actual = series.values[from + i];
    return Number.isNaN(actual - expected) ? NaN : scoreOf(actual, expected, i);
  });
  const deviations = point.map((expected, i) => series.values[from + i] - expected);
  return { forecast: toForecast(times, point, widths, bounds), score: widened(score, deviations, options) };
}
