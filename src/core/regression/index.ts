/**
 * Ridge regression and the seasonal autoregression that other members correct.
 * Imports math, series, history and members' interface. In: a `History`; out: `FittedMember`s.
 */
export { createResidualFitter, residualPath } from './residualModel';
export { Ridge } from './ridge';
export { type Sarx, fitSarx, seasonPath } from './sarx';
