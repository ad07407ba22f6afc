/**
 * Public holidays by country: a table of rules, and the days that they say; a chunk of its own, as few panels need it.
 * Imports core/math and core/series. In: a code of a country, times; out: days.
 */
export { findHolidays } from './calendar';
