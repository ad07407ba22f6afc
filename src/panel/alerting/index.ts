/**
 * Rules that alert where the panel marks, for servers that are awake when no browser is.
 * Imports core and frames. In: thresholds, histories, PromQL; out: files of rules.
 */
export { type RuleSubject, alertRules } from './alertRules';
export { grafanaRules, prometheusRules } from './ruleText';
