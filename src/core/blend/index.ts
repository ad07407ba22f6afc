/**
 * Weights of the members, their past forecasts, the replay and the verdict of who is drawn.
 * Imports bands, history, members. In: members and a `Series`; out: a `Forecaster` and its `Replay`.
 */
export { type QuantilePaths, forecastFrom } from './forecastFrom';
export { MAX_HINDCASTS, fitForecaster, withHistory, withMember } from './forecaster';
export { measureErrors, measureInside } from './pairs';
export { type Replay, replay } from './replay';
export { type Verdict, describeVerdict, naiveOf } from './verdict';
export { type Forecaster, meanShare, withVerdict } from './weigh';
