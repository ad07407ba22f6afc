/**
 * `npm run evaluate -- holidays [--data FILE.csv --country US --zone America/New_York]`: what the holidays of a country are
 * worth, at the panel's 30 days of 30 minutes: on a file, or on seeded series whose holidays pass like Sundays.
 */
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findMask } from '../../../src/core/anomalies/mask';
import { fitForecaster } from '../../../src/core/blend/forecaster';
import { forecastFrom } from '../../../src/core/blend/forecastFrom';
import { DAY_SECONDS } from '../../../src/core/math';
import { BLENDED } from '../../../src/core/members/members';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { type Series, type SpecialDays, createCalendar, localDay, timeAt, toSeries } from '../../../src/core/series';
import { findHolidays } from '../../../src/worker/holidays';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { readCsv } from '../data';
import { Fault } from '../fault';
import { makeOffice, workedBy } from './office';

const DAY = 48;
const HISTORY_DAYS = 30;
const SEEDS = [1, 2];

/** Sums of absolute errors. */
interface Errors {
  sum: number;
  count: number;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      country: { type: 'string', default: 'US' },
      zone: { type: 'string', default: 'America/New_York' },
    },
  });
  console.log(`Node ${process.versions.node}, ${cpus()[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    '| series | horizon | holidays: error with / without | the day after | other days | all | holidays forecast |'
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  const { data, country } = values;
  const zone = data === undefined ? 'UTC' : values.zone;
  const given = data === undefined ? SEEDS.map((seed) => ({ name: `office ${seed}`, seed, series: makeOffice() })) : [];
  for (const { name, seed, series } of data === undefined
    ? given
    : [{ name: path.basename(data), seed: 0, series: read(data) }]) {
    const holidays = findHolidays(country, series.start, timeAt(series, series.values.length));
    if (holidays === undefined) {
      throw new Fault(`--country ${country}: no country that the calendar of holidays knows`);
    }
    const worked = data === undefined ? workedBy(series, holidays, seed) : series;
    for (const days of [1, 7]) {
      await measure(name, worked, holidays, zone, days);
    }
  }
}

/** A forecast from each midnight of the time zone, with the holidays and without. */
async function measure(name: string, series: Series, holidays: SpecialDays, zone: string, days: number) {
  const calendar = createCalendar(zone);
  const dayOf = (row: number) => localDay(calendar, timeAt(series, row));
  const networks = await loadNetworks();
  const horizon = days * DAY;
  const kinds = ['holiday', 'after', 'other', 'all'] as const;
  const errors = [0, 1].map(() => kinds.map((): Errors => ({ sum: 0, count: 0 })));
  const seen = new Set<number>();
  for (let end = HISTORY_DAYS * DAY; end + horizon <= series.values.length; end++) {
    const target = dayOf(end);
    const reached = Array.from({ length: days }, (_, i) => target + i);
    const isMidnight = dayOf(end - 1) !== target;
    // Every fifth day, and each whose last day is a holiday or follows one.
    const last = target + days - 1;
    if (!isMidnight || !(target % 5 === 0 || holidays.has(last) || holidays.has(last - 1))) {
      continue;
    }
    const from = end - HISTORY_DAYS * DAY;
    const past = { ...series, start: timeAt(series, from), values: series.values.slice(from, end) };
    const mask = findMask(past, defaultOptions());
    reached.filter((day) => holidays.has(day)).forEach((day) => seen.add(day));
    [undefined, holidays].forEach((specialDays, k) => {
      const options = { horizon, members: BLENDED, networks, mask, countsMasked: true, timeZone: zone, specialDays };
      const { point } = forecastFrom(fitForecaster(past, options), past.values.length - 1, [0.5]);
      point.forEach((value, h) => {
        const error = Math.abs(value - series.values[end + h]);
        const day = dayOf(end + h);
        if (Number.isNaN(error) || day !== last) {
          return;
        }
        const kind = holidays.has(day) ? 'holiday' : holidays.has(day - 1) ? 'after' : 'other';
        for (const at of [kinds.indexOf(kind), 3]) {
          errors[k][at].sum += error;
          errors[k][at].count++;
        }
      });
    });
  }
  const ratio = (at: number) => (errors[1][at].sum / errors[0][at].sum).toFixed(3);
  const lead = days === 1 ? '24 h' : `day ${days}`;
  console.log(`| ${[name, lead, ratio(0), ratio(1), ratio(2), ratio(3), seen.size].join(' | ')} |`);
}

/** A file on the panel's grid of half hours. */
function read(file: string): Series {
  const { times, values } = readCsv(file);
  const series = toSeries(times, values);
  if (series.step !== DAY_SECONDS / DAY) {
    throw new Fault(`${file}: its step is ${series.step} s, not half an hour`);
  }
  return series;
}
