/**
 * The past as forecasters see it: days, hours, the clock, seasons and the rows of a fit.
 * Imports math and series. In: a `Series` and its time zone; out: `History`, seasonal fits.
 */
export { countDayLags, dayLag } from './dayLags';
export { type DaySeason, fitDaySeason, sumLags } from './daySeason';
export { type Days, createDays } from './days';
export { FitCache } from './fitCache';
export { type FitRows, heldOutOrigins, originsOf } from './fitRows';
export { type History, createHistory } from './history';
export { findCycle } from './cycle';
export { findSeason } from './season';
export { asUsual, fitDayEffect, withoutEffect } from './specialDays';
export { type Season, type SeasonalModel, createSeason, fitSeasonalModels } from './seasonal';
