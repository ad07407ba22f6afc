/**
 * From a query to frames: variables, intervals, legends, annotations.
 * Imports api. In: queries; out: `DataFrame`s.
 */
export { interpolateValue, writeValues } from './interpolate';
export { fillTemplate } from './legend';
export { type Replace, interpolateExpr, resolveQuery } from './resolveQuery';
export { runQuery } from './runQuery';
export { findValues, parseVariableQuery } from './variableQuery';
