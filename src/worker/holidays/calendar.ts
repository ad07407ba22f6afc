// @ts-expect-error -- the library has types, but not where its `exports` let them be found.
import Parser from 'date-holidays-parser';
import { DAY_MS } from '../../core/math';
import type { SpecialDays } from '../../core/series';
import { COUNTRIES } from './countries';
import { NOT } from './rules';

/** The part of the library that is used. */
interface Rules {
  setHoliday(rule: string, name: string): boolean;
  getHolidays(year: number): Array<{ date: string; start: Date; end: Date }>;
}
const Holidays: new (data: object) => Rules = Parser;

/**
 * The public holidays of a country between two times (ms): days since 1970-01-01, on the calendar of any time zone.
 * @param code of ISO 3166: `DE`, or `DE-BY` for a region
 * @returns undefined for a country or region that the table has not
 */
export function findHolidays(code: string, from: number, to: number): SpecialDays | undefined {
  const rules = rulesOf(code);
  if (rules === undefined) {
    return undefined;
  }
  const calendar = new Holidays({});
  rules.forEach((rule) => calendar.setHoliday(rule, rule));
  const days = new Set<number>();
  for (let year = new Date(from - DAY_MS).getUTCFullYear(); year <= new Date(to + DAY_MS).getUTCFullYear(); year++) {
    for (const { date, start, end } of calendar.getHolidays(year)) {
      const first = Math.floor(Date.parse(`${date.slice(0, 10)}T00:00Z`) / DAY_MS);
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
      Array.from({ length }, (_, i) => days.add(first + i));
    }
  }
  return days;
}

function rulesOf(code: string): readonly string[] | undefined {
  const [name, region, ...rest] = code.split('-');
  const country = own(COUNTRIES, name);
  if (region === undefined) {
    return country?.days;
  }
  const more = rest.length > 0 ? undefined : own(country?.regions ?? {}, region);
  return (
    more && [...(country?.days ?? []), ...more].filter((rule) => !rule.startsWith(NOT) && !more.includes(NOT + rule))
  );
}

const own = <T>(record: Readonly<Record<string, T>>, key: string) =>
  Object.hasOwn(record, key) ? record[key] : undefined;
