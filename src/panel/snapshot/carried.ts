import { type Forecast, laterPart, rowFrom } from '../../core/bands';
import type { ForecastResult } from '../../core/fitted';
import { readPhrase } from '../../core/language';
import type { Series } from '../../core/series';
import { optionTable } from '../../core/options';
import { fromText, toText } from '../../worker/messageText';
import { type DrawnForecast, type SeriesForecast, shownResult } from '../session';
import type { TimeSpan } from '../frames';

/** A forecast as it is drawn, as a snapshot holds it. */
export type Carried = Pick<SeriesForecast, 'key' | 'name' | 'history'> & { drawn: DrawnForecast };

/** Eight series with 1,500 points each take 2 MB; a longer text is neither written nor read. */
export const MAX_CHARS = 4_000_000;
const VERSION = 1;

/**
 * The drawn forecasts as text, their past cut to what is seen. Numbers come back as they are.
 *
 * @returns undefined where nothing is drawn, or too much
 */
export function encodeForecasts(series: readonly SeriesForecast[], range: TimeSpan): string | undefined {
  const carried = series.flatMap((one): Carried[] => {
    const { key, name, history, drawn } = one;
    const result = shownResult(one);
    if (!drawn || !result) {
      return [];
    }
    const from = range.from - result.report.step * 1000;
    const cut = { ...drawn, result: cutPast(result, from) };
    return [{ key, name, history: history && cutSeries(history, from), drawn: cut }];
  });
  if (carried.length === 0) {
    return undefined;
  }
  const text = toText({ version: VERSION, series: carried });
  return text.length <= MAX_CHARS ? text : undefined;
}

/** Reads the text of `encodeForecasts`; undefined for any other value. */
export function decodeForecasts(text: unknown): Carried[] | undefined {
  if (typeof text !== 'string' || text.length > MAX_CHARS) {
    return undefined;
  }
  try {
    const found = fromText(text);
    const isOurs =
      isObject(found) && found.version === VERSION && isList(found.series, isCarried, optionTable.seriesAtOnce.max);
    return isOurs ? (found.series as Carried[]).map(withPhrases) : undefined;
  } catch {
    return undefined;
  }
}

/** Notes that were written as texts, by former versions, as phrases. */
function withPhrases(carried: Carried): Carried {
  const { result } = carried.drawn;
  const notes = result.report.notes.flatMap((note) => readPhrase(note) ?? []);
  return { ...carried, drawn: { ...carried.drawn, result: { ...result, report: { ...result.report, notes } } } };
}

function cutPast(result: ForecastResult, from: number): ForecastResult {
  const { expected, anomalyScore } = result;
  const first = rowFrom(expected, from);
  return { ...result, expected: laterPart(expected, first), anomalyScore: anomalyScore.slice(first) };
}

function cutSeries({ start, step, values }: Series, from: number): Series {
  const first = Math.min(Math.max(0, Math.ceil((from - start) / (step * 1000))), values.length);
  return { start: start + first * step * 1000, step, values: values.slice(first) };
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isList = (value: unknown, isItem: (item: unknown) => boolean, most = 10_000) =>
  Array.isArray(value) && value.length <= most && value.every(isItem);
const isArrayOf = (length: number) => (value: unknown) => value instanceof Float64Array && value.length === length;
const hasNumbers = (value: unknown, ...names: string[]) =>
  isObject(value) && names.every((name) => isNumber(value[name]));

function isCarried(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.key) &&
    isText(value.name) &&
    (value.history === undefined ||
      (hasNumbers(value.history, 'start', 'step') && (value.history as Fields).values instanceof Float64Array)) &&
    isDrawn(value.drawn)
  );
}

function isDrawn(value: unknown): boolean {
  if (!isObject(value) || !isResult(value.result)) {
    return false;
  }
  const { kind, sequenceLength } = value;
  return kind === 'baseline' || kind === 'preliminary' || (kind === 'trained' && isNumber(sequenceLength));
}

function isResult(value: unknown): boolean {
  if (!isObject(value) || !isForecast(value.expected) || !isForecast(value.forecast) || !isObject(value.report)) {
    return false;
  }
  const { report } = value;
  return (
    isArrayOf((value.expected as unknown as Forecast).times.length)(value.anomalyScore) &&
    isList(value.anomalies, (item) => hasNumbers(item, 'start', 'end', 'peakScore')) &&
    (value.seen === undefined ||
      (hasNumbers(value.seen, 'until', 'step') &&
        hasNumbers((value.seen as Fields).coverage, 'level', 'measured', 'count'))) &&
    isList(value.breaches, (item) => hasNumbers(item, 'threshold', 'time', 'earliest', 'latest')) &&
    isText(report.source) &&
    hasNumbers(report, 'origin', 'step', 'points', 'trainedAt') &&
    isList(report.accuracy, (item) => hasNumbers(item, 'mae', 'mase')) &&
    isList(report.coverage, (item) => hasNumbers(item, 'level', 'measured', 'count')) &&
    isList(report.notes, (note) => readPhrase(note) !== undefined, 100)
  );
}

function isForecast(value: unknown): boolean {
  if (!isObject(value) || !(value.times instanceof Float64Array)) {
    return false;
  }
  const isColumn = isArrayOf(value.times.length);
  return (
    isColumn(value.point) &&
    isList(
      value.intervals,
      (one) => hasNumbers(one, 'level') && isColumn((one as Fields).lower) && isColumn((one as Fields).upper),
      20
    )
  );
}
