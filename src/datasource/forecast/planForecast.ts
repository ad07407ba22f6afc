import { type ForecastOptions, describeError, validateOptions } from '../../core/options';
import { type RangeParams } from '../wire';
import { type ForecastSettings } from '../types';

/** Series of one query beyond these are left out: each is a training. */
export const MAX_SERIES = 50;

/** The meaning of a forecast query. */
export interface ForecastPlan {
  options: ForecastOptions;
  /** the history to learn from, on the grid of its step */
  range: RangeParams;
  thresholds: number[];
  output: 'series' | 'breaches';
}

/**
 * The history ends at the end of the dashboard's range or now, whichever is earlier, and is as long as the options say.
 *
 * @param to end of the dashboard's range, ms
 * @throws Error with a sentence for an option that cannot be read
 */
export function planForecast(settings: ForecastSettings, to: number, now: number): ForecastPlan {
  const { output = 'series', thresholds = [], ...stored } = settings;
  const { options, problems } = validateOptions(stored);
  if (problems.length > 0) {
    throw new Error(describeError(problems[0]));
  }
  const { step, history } = options;
  const end = Math.floor(Math.min(to, now) / 1000 / step) * step;
  const range = { start: end - Math.floor(history / step) * step, end, step };
  return { options, range, thresholds: thresholds.filter(Number.isFinite), output };
}
