/**
 * The forecasters of the blend that need no network.
 * Imports math, options, series, history and regression. In: a `History` and its fit mask; out: `FittedMember`s.
 */
export { analogLong, analogShort } from './analog';
export { cycle } from './cycle';
export { drivenMember } from './driven';
export { type KnownPaths, knownPathsMember } from './knownPaths';
export { lastValue } from './held';
export { linear } from './linear';
export { days, daysAndWeeks, weekday, yesterday } from './medianDays';
export {
  type Fitter,
  type Member,
  type MemberName,
  type Path,
  type Predictor,
  type SeriesNetwork,
  SERIES_NETWORKS,
  TRAINED_NETWORKS,
} from './member';
export { BASELINES, BLENDED } from './members';
export { dayBefore, naiveDay, naiveWeek } from './naive';
