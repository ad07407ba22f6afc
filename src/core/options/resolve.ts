import { parseDuration } from './duration';
import { ForecastFailure } from './errors';
import { optionTable, type ForecastOptions, type OptionName, type OptionRow } from './options';
import { parseLevels } from './optionValues';
import { HOUR_SECONDS, MINUTE_SECONDS } from '../math';

/** "Auto" keeps a history at or under this many points. */
const AUTO_POINTS = 1500;
const NICE_STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE_SECONDS)
  .concat([1, 2, 3, 4, 6, 8, 12, 24].map((hours) => hours * HOUR_SECONDS));
/** Seconds of a duration option that is not `auto`. @throws ForecastFailure `invalid-option` */
export function secondsOf(options: ForecastOptions, option: 'horizon' | 'history' | 'step' | 'budget'): number {
  const seconds = parseDuration(options[option]);
  if (seconds === undefined) {
    const why = `not a duration such as ${optionTable[option].default}`;
    throw new ForecastFailure({ kind: 'invalid-option', option, why, value: options[option] });
  }
  return seconds;
}

/** Seconds between points of the history; `auto` is the smallest nice step that keeps it at or under 1,500 points. */
export function resolveStep(options: ForecastOptions): number {
  if (options.step !== 'auto') {
    return secondsOf(options, 'step');
  }
  const history = secondsOf(options, 'history');
  return NICE_STEPS.find((step) => history / step <= AUTO_POINTS) ?? NICE_STEPS[NICE_STEPS.length - 1];
}

/** Lead times a forecast has at this step (seconds), at least one. */
export function horizonSteps(options: ForecastOptions, step: number): number {
  return Math.max(1, Math.ceil(secondsOf(options, 'horizon') / step - 1e-9));
}

/** Band levels, rising. @throws ForecastFailure `invalid-option` */
export function levelsOf(options: ForecastOptions): number[] {
  const levels = parseLevels(options.levels);
  if (levels === undefined) {
    const why = 'not numbers in (0, 1), separated by commas';
    throw new ForecastFailure({ kind: 'invalid-option', option: 'levels', why, value: options.levels });
  }
  return levels;
}

/** Values that no forecast lies beyond; infinite where there is no bound. */
export function boundsOf({ lowerBound = -Infinity, upperBound = Infinity }: ForecastOptions) {
  return { lower: lowerBound, upper: upperBound };
}

/** Equal for options that can share a trained model. */
export function modelKey(options: ForecastOptions): string {
  const names = Object.keys(optionTable) as OptionName[];
  const retraining = names.filter((name) => (optionTable[name] as OptionRow).retrains);
  return retraining.map((name) => `${name}=${options[name]}`).join(' ');
}

/** Known points the LSTM needs: two windows to learn from and a day's worth of half hours to be measured on. */
export function neededPoints(options: ForecastOptions): number {
  return 2 * options.sequenceLength + 48;
}

/** Known points a baseline needs. Never more than the LSTM, and no more than 96, whatever the sequence length. */
export function neededForBaseline(options: ForecastOptions): number {
  return Math.min(96, neededPoints(options));
}
