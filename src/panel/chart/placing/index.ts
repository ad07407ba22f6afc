/**
 * The places of series on the chart: forecasts start at the value before them, stacked series lie on each other.
 * Imports core. In: series with their results; out: copies of them, shifted.
 */
export { observedAt, withAnchor } from './anchor';
export { curveAt } from './curve';
export { placeSeries } from './placeSeries';
export { type StackPair, stackPairs } from './stacks';
