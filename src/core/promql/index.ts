/**
 * PromQL and its rules as text: durations, Grafana's variables of time, the ends of the range, values inside string literals.
 * Imports nothing. In: text and numbers; out: text.
 */
export { parsePromDuration, writePromDuration } from './duration';
export { type Range, hasRangeEnds, pinRangeEnds } from './rangeEnds';
export { exprOf, labelName } from './queryText';
export { ruleTitle, templateText, textHash } from './ruleTitle';
export { type Place, scan } from './scan';
export {
  type TimeValues,
  replaceTimeVariables,
  timeValues,
  timeVariablesIn,
  withoutTimeWindows,
} from './timeVariables';
