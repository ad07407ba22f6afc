/**
 * The option table, its validation and what options mean in steps and seconds; the union of errors and their sentences.
 * Imports math and series. In: stored options; out: `ForecastOptions`, sentences.
 */
export { nameDevice } from './deviceName';
export { formatDuration } from './duration';
export { type ForecastError, ForecastFailure, describeError, toForecastError } from './errors';
export { MAX_POINTS, parseNames, validateOptions } from './optionValues';
export { type ForecastOptions, type OptionName, type OptionRow, optionTable } from './options';
export {
  boundsOf,
  horizonSteps,
  levelsOf,
  modelKey,
  neededForBaseline,
  neededPoints,
  resolveStep,
  secondsOf,
} from './resolve';
export { parseWindows } from './timeWindows';
