/**
 * Rules that alert where the panel marks, and the runner's configuration, for servers that are awake when no browser is.
 * Imports core. In: thresholds, options, histories, PromQL; out: files of rules, a file for the runner.
 */
export { type RuleSubject, alertRules } from './alertRules';
export { grafanaRules, prometheusRules } from './ruleText';
export { type RunnerQuery, type RunnerSource, runnerConfig } from './runnerConfig';
