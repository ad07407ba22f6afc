/**
 * Where series lie on the chart: forecasts on the value that they start from, stacked series on each other.
 * Imports core. In: series with their results; out: copies of them, shifted.
 */
export { observedAt, withAnchor } from './anchor';
export { placeSeries } from './placeSeries';
export { type StackPair, stackPairs } from './stacks';
