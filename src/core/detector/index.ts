/**
 * From the channels' errors to likelihoods of a step, presets, incidents and reasons in words.
 * Imports channels and math. In: samples; out: scores and incidents with their reason.
 */
export { defaultRules, findIncidents } from './incidents';
export type { PresetName } from './presets';
export { type Reason, describeReason, reasonOf } from './reason';
export { scoreSamples } from './scoreSamples';
