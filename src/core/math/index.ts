/**
 * Numbers, linear algebra, scaling and measures of error, of which none knows what a series is.
 * Imports nothing. In: arrays of numbers; out: numbers and new arrays.
 */
export { argsort } from './argsort';
export { join } from './join';
export { fitLaplace } from './laplace';
export { factorise, substitute } from './linear';
export { lowerBound } from './lowerBound';
export { naiveMae } from './metrics';
export { clamp, deviation, mean, median, quantileOfSorted, softClip, sortedKnown } from './numbers';
export { ARRAY_NAMES, type ArrayName, ownArray } from './ownArrays';
export { RunningMean } from './runningMean';
export { type Scaler, fitScaler, scale, unscale } from './scaling';
export { type Standard, standardOf } from './standardise';
export { DAY_MS, DAY_SECONDS, HOUR_MS, HOUR_SECONDS, MINUTE_MS, MINUTE_SECONDS, WEEK_SECONDS } from './time';
export { fitTowardsMean } from './towardsMean';
