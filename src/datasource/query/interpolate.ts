import { type ScopedVars } from '@grafana/data';
import { formatDuration } from './duration';

/** The part of a variable that decides how its value is written into PromQL. */
interface VariableKind {
  multi?: boolean;
  includeAll?: boolean;
}

/**
 * A variable's value as it is written into PromQL. A variable that can hold several values stands in a regular
 * expression (`=~`), so its values are escaped for one and joined with `|`. Any other is one label value or a piece of
 * PromQL: its quotes are left alone, only backslashes are doubled.
 */
export function interpolateValue(value: unknown, variable: VariableKind = {}): string {
  if (Array.isArray(value)) {
    const escaped = value.map((one) => escapeRegex(String(one)));
    return escaped.length === 1 ? escaped[0] : `(${escaped.join('|')})`;
  }
  const text = String(value ?? '');
  return variable.multi || variable.includeAll ? escapeRegex(text) : text.replace(/\\/g, '\\\\');
}

/**
 * Escapes for a regular expression inside a PromQL string of either quote: quotes become `\x22` and `\x27`, which both
 * kinds of string understand.
 */
export function escapeRegex(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\x22')
    .replace(/'/g, '\\x27')
    .replace(/\n/g, '\\n');
}

/**
 * `$__rate_interval` in seconds: never under four scrapes, so that `rate()` always finds two samples even when a
 * scrape is missed; and one scrape more than the step, so that no increase falls between two windows.
 */
export function rateInterval(step: number, scrapeInterval: number): number {
  return Math.max(step + scrapeInterval, 4 * scrapeInterval);
}

/**
 * Grafana's variables of time.
 *
 * @param step seconds
 * @param scrapeInterval seconds
 * @param rangeMs length of the time range, ms
 */
export function timeVariables(step: number, scrapeInterval: number, rangeMs: number): ScopedVars {
  const rangeSeconds = Math.max(1, Math.round(rangeMs / 1000));
  return scoped({
    __interval: formatDuration(step),
    __interval_ms: Math.round(step * 1000),
    __rate_interval: formatDuration(rateInterval(step, scrapeInterval)),
    __rate_interval_ms: Math.round(rateInterval(step, scrapeInterval) * 1000),
    __range: `${rangeSeconds}s`,
    __range_s: rangeSeconds,
    __range_ms: Math.round(rangeMs),
  });
}

function scoped(values: Record<string, string | number>): ScopedVars {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { text: value, value }]));
}
