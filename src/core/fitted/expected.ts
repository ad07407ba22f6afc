import { toForecast, type Bounds, type Offsets } from '../bands/calibration';
import type { Forecast } from '../bands/forecast';
import { NOTHING } from '../series/limits';
import type { Outlook } from './fittedForecast';
import { timeAt } from '../series/series';
import { bandScore, sigmaScore } from '../baseline/walk';

/** The band behind the live series. */
export interface Expected {
  forecast: Forecast;
  /** (n) 0 at the point, 1 at the limit of the band, or of the rule mean + k sigma; NaN in gaps */
  score: Float64Array;
}

/** What was expected of each row of the replay from the origin before it, and how far off the row was. */
export function expectedOf({ series, options, replay, forecaster }: Outlook, bounds: Bounds): Expected {
  const { hindcast, offsets, latest, from, earlierErrors } = replay;
  const { origins, horizon, points } = hindcast;
  const at = latest.map((w, i) => w * horizon + (from + i - origins[w] - 1));
  const pick = (all: Float64Array) => Float64Array.from(at, (index) => all[index]);
  // Each row has a width of its own, as elsewhere each lead time has.
  const widths: Offsets = {
    levels: offsets.levels,
    below: offsets.below.map(pick),
    above: offsets.above.map(pick),
    tooFew: [],
    measuredTo: at.length,
  };
  const point = pick(points);
  const times = Float64Array.from(at, (_, i) => timeAt(series, from + i));
  const forecast = toForecast(
    times,
    point,
    at.map((_, i) => i + 1),
    widths,
    bounds
  );
  const tiny = forecaster.history.unit * NOTHING;
  const byBand = bandScore(widths, tiny, bounds);
  const bySigma = sigmaScore([earlierErrors], options.sigmas, tiny);
  const score = point.map((expected, i) => {
    const actual = series.values[from + i];
    if (Number.isNaN(actual - expected)) {
      return NaN;
    }
    return options.anomalyMethod === 'sigma' ? bySigma(actual, expected, 1) : byBand(actual, expected, i + 1);
  });
  return { forecast, score };
}
