/**
 * From a query to frames: variables, intervals, legends, annotations.
 * Imports api and history. In: queries; out: `DataFrame`s.
 */
export { interpolateValue, writeValues } from './interpolate';
export { completeLegend, fillTemplate, legends } from './legend';
export { type Replace, interpolateExpr, resolveQuery } from './resolveQuery';
export { type RangeOptions, type RangeResult, type RangeSource, fetchRange } from './fetchRange';
export { noticesOf } from './notices';
export { runQuery } from './runQuery';
export { withFilters } from './withFilters';
export { findValues } from './findValues';
export { type VariableQuestion, parseVariableQuery, variableText, writeVariableQuery } from './variableQuery';
