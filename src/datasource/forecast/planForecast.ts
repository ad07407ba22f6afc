import { type ForecastOptions, describeError, validateOptions } from '../../core/options';
import { planHistory } from '../../core/series';
import { tell } from '../../language';
import { type RangeParams } from '../wire';
import { type ForecastSettings, USUAL_SERIES } from '../types';

/** The meaning of a forecast query. */
export interface ForecastPlan {
  options: ForecastOptions;
  /** the history to learn from, on the grid of its step */
  range: RangeParams;
  thresholds: number[];
  output: 'series' | 'breaches';
  /** series that are forecast: of more than these the most urgent */
  top: number;
}

/**
 * The question of a forecast query, and the options of its forecast.
 *
 * @param to end of the dashboard's range, ms
 * @throws Error with a sentence for an option that cannot be read
 */
export function planForecast(settings: ForecastSettings, to: number, now: number): ForecastPlan {
  const { output = 'series', thresholds = [], ...stored } = settings;
  const { options, problems } = validateOptions(stored);
  if (problems.length > 0) {
    throw new Error(tell(describeError(problems[0])));
  }
  const { start, end, step } = planHistory(options, to, now);
  const range = { start: Math.ceil(start / 1000 / step) * step, end: end / 1000, step };
  const top = settings.seriesAtOnce === undefined ? USUAL_SERIES : options.seriesAtOnce;
  return { options, range, thresholds: thresholds.filter(Number.isFinite), output, top };
}
