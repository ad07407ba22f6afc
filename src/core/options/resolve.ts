import type { ForecastOptions, OptionName } from './forecastOptions';
import type { OptionRow } from './optionRows';
import { optionTable } from './options';
import { HOUR_SECONDS, MINUTE_SECONDS, WEEK_SECONDS } from '../math';

/** "Auto" keeps a history at or under this many points, and a horizon of weeks at or under so many lead times. */
const AUTO_POINTS = 1500;
const AUTO_LEADS = 336;
/** Horizons that a history spans at least where they are longer than a week. */
const LEAST_SPANS = 3;
const NICE_STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE_SECONDS)
  .concat([1, 2, 3, 4, 6, 8, 12, 24].map((hours) => hours * HOUR_SECONDS));

/**
 * The smallest nice step (seconds) that keeps a history (seconds) at or under 1,500 points, and a horizon of weeks at or
 * under 336 lead times: what `auto` stands for.
 */
export function autoStep(history: number, horizon = 0): number {
  const leads = horizon > WEEK_SECONDS ? AUTO_LEADS : Infinity;
  const fits = (step: number) => history / step <= AUTO_POINTS && horizon / step <= leads;
  return NICE_STEPS.find(fits) ?? NICE_STEPS[NICE_STEPS.length - 1];
}

/** Seconds of history for a horizon: what was asked, but for weeks ahead three times as long as they are at least. */
export function historyFor(history: number, horizon: number): number {
  return horizon > WEEK_SECONDS ? Math.max(history, LEAST_SPANS * horizon) : history;
}

/** Lead times a forecast has at this step (seconds), at least one. */
export function horizonSteps({ horizon }: Pick<ForecastOptions, 'horizon'>, step: number): number {
  return Math.max(1, Math.ceil(horizon / step - 1e-9));
}

/** Values that no forecast lies beyond; infinite where the options name no bound. */
export function boundsOf({ lowerBound, upperBound }: Pick<ForecastOptions, 'lowerBound' | 'upperBound'>) {
  return {
    lower: typeof lowerBound === 'number' ? lowerBound : -Infinity,
    upper: typeof upperBound === 'number' ? upperBound : Infinity,
  };
}

/** Options of which another value means another trained model. */
export const retraining: readonly OptionName[] = (Object.keys(optionTable) as OptionName[]).filter(
  (name) => (optionTable[name] as OptionRow).retrains
);

/** Equal for options that can share a trained model. */
export function modelKey(options: ForecastOptions): string {
  return retraining.map((name) => `${name}=${JSON.stringify(options[name])}`).join(' ');
}

/** Known points the LSTM needs: two windows to learn from and a day's worth of half hours to be measured on. */
export function neededPoints(options: ForecastOptions): number {
  return 2 * options.sequenceLength + 48;
}

/** Known points a baseline needs. Never more than the LSTM, and no more than 96, whatever the sequence length. */
export function neededForBaseline(options: ForecastOptions): number {
  return Math.min(96, neededPoints(options));
}
