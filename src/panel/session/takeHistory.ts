import { type Series, compareOverlap } from '../../core/series';
import { type ForecastError, describeShortHistory, toForecastError } from '../../core/options';
import { say, tell } from '../../language';
import type { SeriesForecast } from './forecastState';
import type { LiveSeries } from '../frames';
import { type Answer, Histories } from '../history';

/** The series to forecast, each with its history. */
export interface Taken {
  series: SeriesForecast[];
  /** histories of all live series by key, those without one empty */
  histories: Pick<Histories, 'grid'>;
  /** plain sentences on where the history came from */
  notes: string[];
}

/**
 * Finds each live series' history: the one fetched for it, or the visible range where there is none, as for fields that
 * exist only after transformations. A fetched history has to agree with the series shown.
 *
 * @param chosen those of the live series that are forecast
 * @param answer the fetched histories; undefined where nobody can be asked
 * @param older the series as they stand; those that do not change stay the same objects
 */
export function takeHistory(
  live: LiveSeries[],
  chosen: LiveSeries[],
  answer: Answer | undefined,
  older: SeriesForecast[]
): Taken {
  const fetched = answer?.histories ?? new Histories();
  const visible = new Histories(live);
  const matches = fetched.match(live);
  const before = new Map(older.map((one) => [one.key, one]));
  const failures = answer?.failures ?? [];
  const fromVisible: LiveSeries[] = [];
  const grids = new Map<string, Series>();

  const historyOf = (one: LiveSeries): Series => {
    const { key } = one;
    if (fetched.has(key)) {
      return fetched.grid(key);
    }
    const match = matches.get(key);
    // A match by name or labels is a guess, so the values have to agree.
    if (match !== undefined && compareOverlap(fetched.grid(match), one).kind === 'agrees') {
      return fetched.grid(match);
    }
    fromVisible.push(one);
    return visible.grid(key);
  };

  const take = (one: LiveSeries): SeriesForecast => {
    const { key, name } = one;
    const kept = before.get(key);
    if (one.refId !== undefined && answer?.instant.includes(one.refId)) {
      return { key, name, phase: { kind: 'failed', error: { kind: 'instant-query' } }, isOutOfDate: false };
    }
    if (!fetched.has(key) && failures.length > 0) {
      const error: ForecastError = { kind: 'history-failed', message: failures[0] };
      const isOutOfDate = kept?.drawn !== undefined;
      return { ...kept, key, name, phase: { kind: 'failed', error }, history: undefined, isOutOfDate };
    }
    try {
      const found = historyOf(one);
      const history = kept?.history && isSame(kept.history, found) ? kept.history : found;
      grids.set(key, history);
      const difference = fetched.has(key) ? differenceOf(history, one, kept) : undefined;
      if (difference) {
        return { key, name, phase: { kind: 'failed', error: difference }, isOutOfDate: false };
      }
      if (kept && kept.history === history) {
        return kept.name === name ? kept : { ...kept, name };
      }
      const phase =
        kept && (kept.history || kept.phase.kind !== 'failed') ? kept.phase : ({ kind: 'waiting' } as const);
      return { ...kept, key, name, phase, history, isOutOfDate: kept?.drawn !== undefined };
    } catch (error) {
      return { key, name, phase: { kind: 'failed', error: toForecastError(error) }, isOutOfDate: false };
    }
  };

  const series = chosen.map(take);
  return {
    series,
    histories: { grid: (key) => grids.get(key) ?? fetched.grid(key) },
    notes: notesOn(answer, fromVisible, series.length),
  };
}

/** The error of a fetched history that is not the series shown. An earlier error stands while the overlap is unclear. */
function differenceOf(history: Series, live: LiveSeries, kept?: SeriesForecast): ForecastError | undefined {
  const verdict = compareOverlap(history, live);
  if (verdict.kind !== 'unknown') {
    return verdict.kind === 'differs' ? { ...verdict, kind: 'history-differs' } : undefined;
  }
  return kept?.phase.kind === 'failed' && kept.phase.error.kind === 'history-differs' ? kept.phase.error : undefined;
}

function isSame(a: Series, b: Series): boolean {
  return (
    a === b ||
    (a.start === b.start &&
      a.step === b.step &&
      a.values.length === b.values.length &&
      a.values.every((value, i) => Object.is(value, b.values[i])))
  );
}

function notesOn(answer: Answer | undefined, fromVisible: LiveSeries[], count: number): string[] {
  if (!answer) {
    return [say('Learned from the visible range alone: these queries cannot be asked for a longer history.')];
  }
  const failures = answer.failures.map((message) => say('A query of the history failed: {{message}}', { message }));
  const notes = [...failures, ...answer.warnings];
  const visible = fromVisible.length;
  if (visible === 0) {
    return [...notes, ...remarkOnLength(answer)];
  }
  if (visible === count) {
    return [...notes, nothingOfAll(count)];
  }
  return [...notes, nothingOf(fromVisible[0].name, visible - 1)];
}

function nothingOfAll(count: number): string {
  return count === 1
    ? say(
        'Learned from the visible range alone: the queries have no history of it, as of all that transformations make.'
      )
    : say(
        'Learned from the visible range alone: the queries have no history of them, as of all that transformations make.'
      );
}

/** @param more series than the one named */
function nothingOf(name: string, more: number): string {
  return more === 0
    ? say(
        'Learned from the visible range alone: “{{name}}”; the queries have no history of it, as of all that transformations make.',
        { name }
      )
    : say(
        'Learned from the visible range alone: “{{name}}” and {{more}} more; the queries have no history of them, as of all that transformations make.',
        { name, more }
      );
}

/** A sentence where the longest history is shorter than what was asked for. */
function remarkOnLength({ plan: { start, end }, histories, failures }: Answer): string[] {
  const firsts = histories.keys().map((key) => histories.samples(key)?.times[0] ?? end);
  const found = end - Math.min(end, ...firsts);
  const sentence =
    found > 0 && failures.length === 0 ? describeShortHistory((end - start) / 1000, found / 1000) : undefined;
  return sentence === undefined ? [] : [tell(sentence)];
}
