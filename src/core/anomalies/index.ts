/**
 * Runs of anomalies, and the mask of values that nothing learns from.
 * Imports detector, rarity, channels and series. In: a `Series`; out: `Anomaly`s, masks.
 */
export { type Anomaly, type AnomalyRules, findAnomalies } from './anomalies';
export { detectAnomalies } from './detectAnomalies';
export { type Seen, atExcursion } from './excursion';
export { lasting } from './lasting';
export { MAX_SHARE, excludedRows, findMask, toSamples, warmUpOf, withoutMasked } from './mask';
export { holdsPair, outsideRuns, toAnomaly } from './outsideRuns';
export { type Regime, findRegime } from './regime';
export { rulesOf } from './stepLikelihood';
export { type DueTime, unlessDue } from './unlessDue';
export { outOfWidened, widened } from './widths';
export { findRareSamples } from './rareSamples';
