/**
 * The field for PromQL: highlighting, completion, checks, a list of metrics.
 * Imports api. In: an expression and who knows the server's names; out: React elements.
 */
export { type Knowledge } from './knowledge';
export { MetricBrowser } from './MetricBrowser';
export { PromqlField } from './PromqlField';
export { useDraft } from './useDraft';
export { useKnowledge } from './useKnowledge';
