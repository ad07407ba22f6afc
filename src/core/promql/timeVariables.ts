import { writePromDuration } from './duration';

/** Values of Grafana's variables of time by their names, without the dollar. */
export type TimeValues = Readonly<Record<string, string | number>>;

/**
 * Grafana's variables of time.
 *
 * `$__rate_interval` is never under four scrapes, so that `rate()` always finds two samples even when a scrape is
 * missed, and one scrape more than the step, so that no increase falls between two windows.
 *
 * @param step seconds
 * @param scrapeInterval seconds
 * @param rangeMs length of the time range, ms
 */
export function timeValues(step: number, scrapeInterval: number, rangeMs: number): TimeValues {
  const rate = Math.max(step + scrapeInterval, 4 * scrapeInterval);
  const rangeSeconds = Math.max(1, Math.round(rangeMs / 1000));
  return {
    __interval: writePromDuration(step),
    __interval_ms: Math.round(step * 1000),
    __rate_interval: writePromDuration(rate),
    __rate_interval_ms: Math.round(rate * 1000),
    __range: `${rangeSeconds}s`,
    __range_s: rangeSeconds,
    __range_ms: Math.round(rangeMs),
  };
}

/** `$__name`, `${__name}`, `${__name:format}`, `[[__name]]`. */
const variable = /\$\{(__\w+)(?::[^}]*)?\}|\$(__\w+)|\[\[(__\w+)(?::[^\]]*)?\]\]/g;

/** The text with each variable that has a value replaced, in whatever form it is written; others stay. */
export function replaceTimeVariables(text: string, values: TimeValues): string {
  return text.replace(variable, (match, braced?: string, plain?: string, squared?: string) => {
    const name = braced ?? plain ?? squared ?? '';
    return Object.hasOwn(values, name) ? String(values[name]) : match;
  });
}

const window = new RegExp(`\\[\\s*(?:${variable.source})\\s*(?::\\s*(?:${variable.source})?\\s*)?\\]`, 'g');

/** The text without the windows that Grafana's variables of time fill, `[$__rate_interval]`: one that is the same at every zoom. */
export const withoutTimeWindows = (text: string): string => text.replace(window, '');

/** Names of Grafana's own variables in a text, without the dollar. */
export function timeVariablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(variable), ([, braced, plain, squared]) => braced ?? plain ?? squared))];
}
