/**
 * The option table, its validation and what options mean in steps and seconds; the union of errors and their sentences.
 * Imports language and math. In: stored options; out: `ForecastOptions`, of which nobody reads a text again, and sentences.
 */
export { nameDevice } from './deviceName';
export { formatDuration } from './duration';
export { describeShortHistory } from './shortHistory';
export { type ForecastError, ForecastFailure, describeError, toForecastError } from './errors';
export type { ForecastOptions, OptionName, StoredOptions } from './forecastOptions';
export type { OptionRow } from './optionRows';
export { MAX_POINTS, validateOptions } from './optionValues';
export { optionTable } from './options';
export { boundsOf, horizonSteps, modelKey, neededForBaseline, neededPoints, retraining } from './resolve';
