import type { ForecastOptions, OptionName } from './forecastOptions';
import type { OptionRow } from './optionRows';
import { optionTable } from './options';
import { HOUR_SECONDS, MINUTE_SECONDS } from '../math';

/** "Auto" keeps a history at or under this many points. */
const AUTO_POINTS = 1500;
const NICE_STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE_SECONDS)
  .concat([1, 2, 3, 4, 6, 8, 12, 24].map((hours) => hours * HOUR_SECONDS));

/** The smallest nice step (seconds) that keeps a history (seconds) at or under 1,500 points: what `auto` stands for. */
export function autoStep(history: number): number {
  return NICE_STEPS.find((step) => history / step <= AUTO_POINTS) ?? NICE_STEPS[NICE_STEPS.length - 1];
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

/** Equal for options that can share a trained model. */
export function modelKey(options: ForecastOptions): string {
  const names = Object.keys(optionTable) as OptionName[];
  const retraining = names.filter((name) => (optionTable[name] as OptionRow).retrains);
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
