import { type Phrase, phrase } from '../language';
import { parseDuration, formatDuration } from './duration';
import type { ForecastError } from './errors';
import type { ForecastOptions, OptionName } from './forecastOptions';
import { parseLevels, parseNames } from './lists';
import type { DurationRow, OptionRow } from './optionRows';
import { optionTable } from './options';
import { autoStep, boundsOf, historyFor } from './resolve';
import { parseWindows } from './timeWindows';

/** Longest grid; more than 200 days at five minutes. */
export const MAX_POINTS = 60_000;

/** A country of two letters, and regions of it. */
const COUNTRY = /^([A-Z]{2}(-[A-Z0-9]{1,5}){0,2})?$/;

type Checked = { value: unknown } | { why: Phrase };

const AUTO = 'auto';
const optionNames = Object.keys(optionTable) as OptionName[];

export function defaultOptions(): ForecastOptions {
  return validateOptions({}).options;
}

/**
 * Options out of what a dashboard stored, with all texts read. What is missing gets its default; what is invalid gets
 * its default and a problem of kind `invalid-option`. Unknown names are left out.
 */
export function validateOptions(input: unknown): { options: ForecastOptions; problems: ForecastError[] } {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const options: Record<string, unknown> = {};
  const problems: ForecastError[] = [];
  const setDefault = (option: OptionName) => {
    const row: OptionRow = optionTable[option];
    options[option] = valueOf(check(row, row.default));
  };
  const reject = (option: OptionName, why: Phrase) => {
    problems.push({ kind: 'invalid-option', option, why, value: show(given[option]) });
    setDefault(option);
  };
  for (const name of optionNames) {
    const checked =
      given[name] === undefined || given[name] === null ? undefined : check(optionTable[name], given[name]);
    if (checked === undefined) {
      setDefault(name);
    } else if ('why' in checked) {
      reject(name, checked.why);
    } else {
      options[name] = checked.value;
    }
  }
  const { lowerBound, horizon } = options as ForecastOptions;
  const history = historyFor((options as ForecastOptions).history, horizon);
  const { lower, upper } = boundsOf(options as ForecastOptions);
  if (!(lower < upper)) {
    reject('upperBound', phrase('not above the lower bound {{bound}}', { bound: String(lowerBound) }));
  }
  if (typeof options.step === 'number' && history / options.step > MAX_POINTS) {
    reject(
      'step',
      phrase('more than {{points}} points in {{time}}', {
        points: MAX_POINTS.toLocaleString('en-US'),
        time: formatDuration(history),
      })
    );
  }
  const step = options.step === AUTO ? autoStep(history, horizon) : options.step;
  return { options: { ...options, history, step } as ForecastOptions, problems };
}

function valueOf(checked: Checked): unknown {
  return 'value' in checked ? checked.value : undefined;
}

/** A stored value as it is meant, or what is wrong with it. */
function check(row: OptionRow, value: unknown): Checked {
  switch (row.kind) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return { why: phrase('not a number') };
      }
      if (value < row.min || value > row.max) {
        return { why: notWithin(row.min, row.max) };
      }
      return row.integer && !Number.isInteger(value) ? { why: phrase('not a whole number') } : { value };
    case 'bound':
      return value === 'none' || (typeof value === 'number' && Number.isFinite(value))
        ? { value }
        : { why: phrase('neither a number nor none') };
    case 'choice':
      return row.choices.some((choice) => choice.value === value)
        ? { value }
        : { why: phrase('not one of {{choices}}', { choices: row.choices.map((choice) => choice.value).join(', ') }) };
    case 'country': {
      const code = typeof value === 'string' ? value.trim().toUpperCase() : undefined;
      return code !== undefined && COUNTRY.test(code)
        ? { value: code }
        : { why: phrase('not a country such as DE, or DE-BY') };
    }
    case 'names': {
      const names = typeof value === 'string' ? parseNames(value) : undefined;
      if (names === undefined) {
        return { why: phrase('not names, separated by commas') };
      }
      return names.length <= row.max
        ? { value: names }
        : { why: phrase('more than {{count}} names', { count: row.max }) };
    }
    case 'windows': {
      const windows = typeof value === 'string' ? parseWindows(value) : undefined;
      if (windows === undefined) {
        return { why: phrase('not windows such as 2026-11-24T02:00Z/2026-11-24T06:00Z, separated by commas') };
      }
      return windows.length <= row.max
        ? { value: windows }
        : { why: phrase('more than {{count}} windows', { count: row.max }) };
    }
    case 'duration':
      return checkDuration(row, value);
    case 'levels': {
      const levels = typeof value === 'string' ? parseLevels(value) : undefined;
      if (levels === undefined) {
        return { why: phrase('not numbers in (0, 1), separated by commas') };
      }
      return levels.every((level) => level >= row.min && level <= row.max)
        ? { value: levels }
        : { why: notWithin(row.min, row.max) };
    }
  }
}

function checkDuration(row: DurationRow, value: unknown): Checked {
  if (value === AUTO && row.auto) {
    return { value };
  }
  const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
  if (seconds === undefined) {
    return {
      why:
        row.default === AUTO
          ? phrase('not a duration such as 30m, or auto')
          : phrase('not a duration such as {{example}}', { example: row.default }),
    };
  }
  return seconds >= row.minSeconds && seconds <= row.maxSeconds
    ? { value: seconds }
    : { why: notWithin(formatDuration(row.minSeconds), formatDuration(row.maxSeconds)) };
}

const notWithin = (min: string | number, max: string | number) => phrase('not in [{{min}}, {{max}}]', { min, max });

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
