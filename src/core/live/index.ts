/**
 * Live samples at their own resolution against the band of the grid: how far back they reach, scores, runs, measured coverage.
 * Imports fitted, anomalies, detector, rarity, options and math. In: a `ForecastResult` and samples; out: `Watched`.
 */
export { refine } from './refine';
export { type FineSamples, type Watched, watch } from './watch';
export { LOOK_BACK } from './fineScores';
export { atPace, paceOf } from './pace';
export { FINE, SHOWN, beginOf, heldSteps, learningSamples, neededFrom } from './stretch';
