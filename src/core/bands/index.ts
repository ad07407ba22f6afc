/**
 * A forecast with its intervals: conformal calibration, blocks of lead times, scores.
 * Imports math. In: residuals of past forecasts; out: calibrated intervals, coverage.
 */
export { halfLifeOf, weightOfAge } from './age';
export { type Block, blocksOf, leadsOf } from './blocks';
export { createCalibrator } from './conformal';
export { type Drift, findDrift } from './drift';
export { type Forecast, laterPart, rowFrom } from './forecast';
export { type Bounds, type Offsets, toForecast, within } from './intervals';
export { type StatedRange, heldBounds, isWhole } from './naturalBounds';
export { MAX_SCORE, bandScore, sigmaScore } from './score';
export { snapToBounds } from './snap';
export { type FieldFacts, statedRanges } from './statedRanges';
