import type { ForecastResult } from '../../core/fitted';
import type { Phrase } from '../../core/language';
import { describeError } from '../../core/options';
import { type SpecialDays, timeAt } from '../../core/series';
import { onceLoaded } from '../once';
import type { ForecastQuestion } from '../protocol';

/** The calendar of holidays, with the library that computes it: fetched where an option names a country. */
const calendar = onceLoaded(() => import(/* webpackChunkName: "holidays" */ '../holidays'));

/** The special days of a question, as far as its forecast reaches, with a sentence where they are not known. */
export async function specialDaysOf({ series, options }: Pick<ForecastQuestion, 'series' | 'options'>): Promise<{
  specialDays?: SpecialDays;
  notes: Phrase[];
}> {
  const { holidays: code, horizon } = options;
  if (code === '') {
    return { notes: [] };
  }
  try {
    const end = timeAt(series, series.values.length) + 1000 * horizon;
    const specialDays = (await calendar()).findHolidays(code, series.start, end);
    return specialDays ? { specialDays, notes: [] } : { notes: [describeError({ kind: 'country-not-found', code })] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { notes: [describeError({ kind: 'holidays-not-loaded', message })] };
  }
}

/** The result with sentences before those that it has, and after them. */
export function withNotes(
  result: ForecastResult,
  before: readonly Phrase[],
  after: readonly Phrase[] = []
): ForecastResult {
  const { report } = result;
  return { ...result, report: { ...report, notes: [...before, ...report.notes, ...after] } };
}
