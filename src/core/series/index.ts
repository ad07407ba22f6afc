/**
 * A series on its regular grid: building it, its calendar, its split by time, its limits, agreement of two, how urgent it is.
 * Imports math and errors. In: samples; out: `Series`, slices, local clock times.
 */
export { compareOverlap } from './agreement';
export { type Calendar, clockOffset, createCalendar, stepsPerDay } from './calendar';
export { type Covariate, alignTo } from './covariate';
export { toGrid } from './grid';
export { type HistoryPlan, planHistory } from './historyPlan';
export { HISTORY_SHARE } from './historyShare';
export { ianaTimeZone } from './ianaTimeZone';
export { LOOKBACK_SECONDS, NOTHING, assertWithinLimits } from './limits';
export {
  MAX_VALUE,
  type Series,
  countKnown,
  cutAfter,
  indexFrom,
  isConstant,
  lastKnownIndex,
  silenceOf,
  timeAt,
  toSeries,
} from './series';
export { type SpecialDays, localDay } from './specialDays';
export { type Slice, type Slices, type Split, splitHistory, toSlices } from './split';
export { urgencyOf } from './urgency';
