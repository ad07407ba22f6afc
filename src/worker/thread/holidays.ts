import type { ForecastResult } from '../../core/fitted';
import { DAY_MS } from '../../core/math';
import { describeError } from '../../core/options';
import { type SpecialDays, timeAt } from '../../core/series';
import { onceLoaded } from '../once';
import type { ForecastQuestion } from '../protocol';

/** The library with the holidays of all countries, larger than the rest of a panel: fetched where an option names a country. */
const library = onceLoaded(async () => (await import(/* webpackChunkName: "holidays" */ 'date-holidays')).default);

/** The special days of a question, as far as its forecast reaches, with a sentence where they are not known. */
export async function specialDaysOf({ series, options }: Pick<ForecastQuestion, 'series' | 'options'>): Promise<{
  specialDays?: SpecialDays;
  notes: string[];
}> {
  const { holidays: code, horizon } = options;
  if (code === '') {
    return { notes: [] };
  }
  try {
    const end = timeAt(series, series.values.length) + 1000 * horizon;
    const specialDays = await findHolidays(code, series.start, end);
    return specialDays ? { specialDays, notes: [] } : { notes: [describeError({ kind: 'country-not-found', code })] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { notes: [describeError({ kind: 'holidays-not-loaded', message })] };
  }
}

/**
 * The public holidays of a country between two times (ms): days since 1970-01-01, on the calendar of any time zone.
 * @param code of ISO 3166: `DE`, or `DE-BY` for a region
 * @returns undefined for a country or region that the library does not know
 */
export async function findHolidays(code: string, from: number, to: number): Promise<SpecialDays | undefined> {
  const Holidays = await library();
  const calendar = new Holidays();
  const [country, state, region] = code.split('-');
  const isKnown = (name: string | undefined, names: object | undefined) => name === undefined || name in (names ?? {});
  if (
    !isKnown(country, calendar.getCountries()) ||
    !isKnown(state, calendar.getStates(country)) ||
    !isKnown(region, state === undefined ? undefined : calendar.getRegions(country, state))
  ) {
    return undefined;
  }
  calendar.init(country, state, region);
  const days = new Set<number>();
  for (let year = new Date(from - DAY_MS).getUTCFullYear(); year <= new Date(to + DAY_MS).getUTCFullYear(); year++) {
    for (const { date, start, end, type } of calendar.getHolidays(year)) {
      if (type === 'public') {
        const first = Math.floor(Date.parse(`${date.slice(0, 10)}T00:00Z`) / DAY_MS);
        const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
        Array.from({ length }, (_, i) => days.add(first + i));
      }
    }
  }
  return days;
}

/** The result with sentences before those that it has, and after them. */
export function withNotes(
  result: ForecastResult,
  before: readonly string[],
  after: readonly string[] = []
): ForecastResult {
  const { report } = result;
  return { ...result, report: { ...report, notes: [...before, ...report.notes, ...after] } };
}
