/**
 * Times and chances at which thresholds are crossed, and the incident that is under way.
 * Imports math and bands. In: paths ahead and thresholds; out: `Breach`es.
 */
export { type Breach, breachesAfter, isOnCourse } from './breach';
export { CRITICAL, farthestOf, severityOfCrossing } from './crossingSeverity';
export type { PathEnsemble } from './breachProbability';
export { breachesAhead } from './breachesAhead';
export { type ThresholdFacts, isLowBad, thresholdsOf } from './fieldThresholds';
export { type Incident, carryIncident, isReturn, ongoingIncident } from './incident';
