/**
 * Exemplars of a query: asked for, thinned out, and as a frame that panels mark beside its series.
 * Imports api and wire. In: PromQL and a range; out: a `DataFrame`.
 */
export { traceLinks } from './traceLinks';
export { type ExemplarSource, fetchExemplars } from './fetchExemplars';
