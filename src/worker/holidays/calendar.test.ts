import { readFileSync } from 'node:fs';
import Reference from 'date-holidays';
import { findHolidays } from '.';
import { COUNTRIES } from './countries';

const DAY = 86_400_000;
const from = Date.parse('2026-01-02T00:00Z');
const to = Date.parse('2026-12-30T00:00Z');
const date = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
const dates = (code: string) => [...(findHolidays(code, from, to) ?? [])].map(date);
const codes = Object.entries(COUNTRIES).flatMap(([country, { regions }]) => [
  country,
  ...Object.keys(regions ?? {}).map((region) => `${country}-${region}`),
]);

describe('the public holidays', () => {
  test('of a country, of a region of it', () => {
    expect(dates('DE')).toEqual(expect.arrayContaining(['2026-04-03', '2026-10-03', '2026-12-25']));
    expect(dates('DE')).not.toContain('2026-06-04');
    expect(dates('DE-BY')).toContain('2026-06-04');
  });

  test('of a region that does without one of its country', () => {
    expect(dates('GB')).toContain('2026-04-06');
    expect(dates('GB-SCT')).not.toContain('2026-04-06');
  });

  test('are not days that nobody is free', () => {
    expect(dates('US')).toContain('2026-11-26');
    expect(dates('US')).not.toContain('2026-10-31');
  });

  test('reach over the end of a year', () => {
    const days = findHolidays('US', Date.parse('2026-12-20T00:00Z'), Date.parse('2027-01-03T00:00Z'));
    expect(days?.has(Date.parse('2027-01-01T00:00Z') / DAY)).toBe(true);
  });

  test('of several days', () => {
    expect(dates('TR')).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']));
  });

  test.each(['XX', 'DE-XX', 'DE-BY-XX', 'XX-BY', 'US-TOSTRING', 'toString'])('of %s are not known', (code) => {
    expect(findHolidays(code, from, to)).toBeUndefined();
  });
});

/** Differences in which the table is right, or as good: days of the reference alone, by their names, and of ours alone. */
const DIFFERENCES: Record<string, { theirs?: RegExp; ours?: RegExp; why: string }> = {
  AR: { theirs: /Puente/, why: 'bridges are decreed year by year' },
  'AU-NSW': { theirs: /^2020.*Anzac/, why: 'no Monday made up for Anzac Day before 2026' },
  'AU-QLD': { theirs: /Christmas Eve/, why: 'free from six in the evening' },
  BR: { theirs: /Eleição/, why: 'elections, on Sundays' },
  'CA-BC': { ours: /-09-30/, why: 'a holiday by law since 2023' },
  'CA-ON': { theirs: /Easter Monday/, why: 'not one of the holidays by law' },
  CL: { ours: /-0[34]-/, why: 'Holy Saturday is one by law' },
  CN: {
    theirs: /春节|妇女节|青年节|儿童节|建军节|^2021/,
    ours: /-0[12]-|-05-02/,
    why: 'half days of some, and days moved by decree; three days of spring from the first, the eve and 2 May since 2025',
  },
  'ES-CT': { theirs: /Trabajador \(/, why: 'not moved there' },
  IE: { ours: /2022-03-18/, why: 'a day in memory of the pandemic' },
  IL: { theirs: /הבחירות/, why: 'elections' },
  JP: { ours: /2032-09-21/, why: 'a day between two holidays' },
  KR: { theirs: /설날/, ours: /-0[12]-/, why: 'the first of the three days is the eve' },
  MX: { theirs: /-12-01/, ours: /-10-01/, why: 'the president changes in October since 2024' },
  RO: { theirs: /^202[0-3]-01-0[67]/, why: 'holidays by law since 2024' },
  RU: { theirs: /перенос/, why: 'days moved by decree' },
  TR: { theirs: /Bayramı/, why: 'the half day before a feast makes its last one long there' },
  US: { ours: /-11-1[02]/, why: 'Veterans Day on a weekend is made up for like the others' },
};

describe('another table of holidays agrees from 2020 to 2032 on', () => {
  test.each(codes)('%s', (code) => {
    const [country, region] = code.split('-');
    const reference = new Reference(country, region);
    const known = new Set<string>();
    const { theirs, ours } = DIFFERENCES[code] ?? DIFFERENCES[country] ?? {};
    const differences: string[] = [];
    const found = new Set<string>();
    for (let year = 2020; year <= 2032; year++) {
      const end = Date.UTC(year, 11, 30);
      [...(findHolidays(code, Date.UTC(year, 0, 2), end) ?? [])].forEach((day) => found.add(date(day)));
      for (const { date: first, start, end: last, name, type } of reference.getHolidays(year)) {
        const length = Math.max(1, Math.round((last.getTime() - start.getTime()) / DAY));
        for (let i = 0; i < length && type === 'public'; i++) {
          const day = date(Date.parse(`${first.slice(0, 10)}T00:00Z`) / DAY + i);
          known.add(day);
          if (!found.has(day) && !theirs?.test(`${day} ${name}`)) {
            differences.push(`only there: ${day} ${name}`);
          }
        }
      }
    }
    [...found].forEach((day) => known.has(day) || ours?.test(day) || differences.push(`only here: ${day}`));
    expect(differences).toEqual([]);
    expect(found.size).toBeGreaterThanOrEqual(13 * 5);
  });

  test('where it does not, there is a reason', () => {
    expect(Object.keys(DIFFERENCES).filter((code) => !codes.includes(code))).toEqual([]);
  });
});

test('the documentation lists the codes', () => {
  const section = /## Holidays[^]*?\n## /.exec(readFileSync('docs/covariates.md', 'utf8'))?.[0] ?? '';
  const rows = section.split('\n').filter((line) => /^\| `[A-Z]{2}` /.test(line));
  expect(rows.flatMap((row) => row.match(/[A-Z]{2}(-[A-Z]+)?(?=`)/g)).sort()).toEqual([...codes].sort());
});
