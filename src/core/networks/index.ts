/**
 * The pre-trained LSTM as a member: what it is shown and what it corrects.
 * Imports math, history, members and regression. In: a network; out: a `Member`.
 */
export { NET_QUANTILES, PATCHES, PATCH_FEATURES } from './netFeatures';
export { type Infer, networkMember } from './networkMember';
export { stackedInputs } from './stackedInput';
