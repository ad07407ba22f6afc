import { formatDuration, parseDuration } from './duration';
import type { ForecastError } from './errors';
import { optionTable, type ForecastOptions, type OptionName, type OptionRow } from './options';
import { parseWindows } from './timeWindows';

/** Longest grid; more than 200 days at five minutes. */
export const MAX_POINTS = 60_000;

type Checked = { value: unknown } | { why: string };

const optionNames = Object.keys(optionTable) as OptionName[];

export function defaultOptions(): ForecastOptions {
  return Object.fromEntries(optionNames.map((name) => [name, optionTable[name].default])) as ForecastOptions;
}

/**
 * Options out of what a dashboard stored. What is missing gets its default; what is invalid gets its default and a
 * problem of kind `invalid-option`. Unknown names are left out.
 */
export function validateOptions(input: unknown): { options: ForecastOptions; problems: ForecastError[] } {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const options: Record<string, unknown> = { ...defaultOptions() };
  const problems: ForecastError[] = [];
  const reject = (option: OptionName, why: string) => {
    problems.push({ kind: 'invalid-option', option, why, value: show(given[option]) });
    options[option] = optionTable[option].default;
  };
  for (const name of optionNames) {
    if (given[name] === undefined || given[name] === null) {
      continue;
    }
    const checked = check(optionTable[name], given[name]);
    if ('why' in checked) {
      reject(name, checked.why);
    } else {
      options[name] = checked.value;
    }
  }
  const { lowerBound, upperBound, step, history } = options as ForecastOptions;
  if (lowerBound !== undefined && upperBound !== undefined && !(lowerBound < upperBound)) {
    reject('upperBound', `not above the lower bound ${lowerBound}`);
  }
  const points = (parseDuration(history) ?? NaN) / (parseDuration(step) ?? Infinity);
  if (points > MAX_POINTS) {
    reject('step', `more than ${MAX_POINTS.toLocaleString('en-US')} points in ${history}`);
  }
  return { options: options as ForecastOptions, problems };
}

function check(row: OptionRow, value: unknown): Checked {
  switch (row.kind) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return { why: 'not a number' };
      }
      if (value < row.min || value > row.max) {
        return { why: `not in [${row.min}, ${row.max}]` };
      }
      return row.integer && !Number.isInteger(value) ? { why: 'not a whole number' } : { value };
    case 'optional-number':
      return typeof value === 'number' && Number.isFinite(value) ? { value } : { why: 'not a number' };
    case 'choice':
      return row.choices.some((choice) => choice.value === value)
        ? { value }
        : { why: `not one of ${row.choices.map((choice) => choice.value).join(', ')}` };
    case 'names': {
      const names = typeof value === 'string' ? parseNames(value) : undefined;
      if (names === undefined) {
        return { why: 'not names, separated by commas' };
      }
      return names.length <= row.max ? { value } : { why: `more than ${row.max} names` };
    }
    case 'windows': {
      const windows = typeof value === 'string' ? parseWindows(value) : undefined;
      if (windows === undefined) {
        return { why: 'not windows such as 2026-11-24T02:00Z/2026-11-24T06:00Z, separated by commas' };
      }
      return windows.length <= row.max ? { value } : { why: `more than ${row.max} windows` };
    }
    case 'duration':
      return checkDuration(row, value);
    case 'levels': {
      const levels = typeof value === 'string' ? parseLevels(value) : undefined;
      if (levels === undefined) {
        return { why: 'not numbers in (0, 1), separated by commas' };
      }
      return levels.every((level) => level >= row.min && level <= row.max)
        ? { value }
        : { why: `not in [${row.min}, ${row.max}]` };
    }
  }
}

function checkDuration(row: Extract<OptionRow, { kind: 'duration' }>, value: unknown): Checked {
  if (value === 'auto' && row.auto) {
    return { value };
  }
  const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
  if (seconds === undefined) {
    return { why: `not a duration such as ${row.default === 'auto' ? '30m, or auto' : row.default}` };
  }
  return seconds >= row.minSeconds && seconds <= row.maxSeconds
    ? { value }
    : { why: `not in [${formatDuration(row.minSeconds)}, ${formatDuration(row.maxSeconds)}]` };
}

/** Levels of a list such as `0.8, 0.95`, rising and without doubles; undefined where one is no number in (0, 1). */
export function parseLevels(text: string): number[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // Number, not parseFloat: "0.9x" is a mistake and not 0.9.
  const levels = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  return levels.length > 0 && levels.every((level) => level > 0 && level < 1) ? levels : undefined;
}

/**
 * Names of a list such as `B, requests, up{job="a", zone="b"}`, without doubles. A comma between braces or double quotes
 * belongs to the name; quotes around a whole name do not.
 */
export function parseNames(text: string): string[] {
  const parts = text.match(/(?:\{[^}]*\}|"[^"]*"|[^,])+/g) ?? [];
  const names = parts.map((part) => part.trim().replace(/^"([^"]*)"$/, '$1'));
  return [...new Set(names.filter((name) => name !== ''))];
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
