/**
 * The views of a sample that the detector takes the likelihood of a step from.
 * Imports math and series. In: samples; out: one `Channel` of scores each.
 */
export { FORGETTING, GAP, autoregression } from './autoregression';
export type { Channel, ChannelInput, ChannelOutput } from './channel';
export { level } from './level';
export { LAGS, createNextValue } from './nextValue';
export type { NetworkChannel, NetworkErrors } from './networkChannel';
export { prepare } from './prepare';
export { relativeErrors } from './relativeErrors';
export { type Samples, stepOf } from './samples';
export { seasonProfile } from './seasonProfile';
