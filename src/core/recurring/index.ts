/**
 * Things that come on dates, of the month or every so many days: found, taken off the past, expected on the next date.
 * Imports blend, breaches, history, language, math, series. In: a `Series`, forecasts; out: the rest of it, with what is due.
 */
export { cameAsDue } from './due';
export { expectAhead, expectInReplay } from './expect';
export { describeDue } from './describe';
export { type Settled, settle } from './settle';
