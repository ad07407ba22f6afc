import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOUR_MS, DAY_MS } from '../../../src/core/math';
import { findRecurring } from '../../../src/core/recurring/recurring';
import { type Series, timeAt, toSeries } from '../../../src/core/series/series';
import { Fault } from '../fault';
import { listRecursively, readChecked } from '../files';
import { inMeans } from '../means';
import { measureChances } from './chances';
import { planted } from './planted';

const HALF_HOUR = 1800;
const HISTORIES = [30, 90];
/** Days between stretches with jobs. */
const EVERY = 5;
const JOB = { size: 6, hours: 4 };
/** of the day at which it starts */
const HOUR = 2;
/** A month: all dates are due within it. */
const AHEAD = 31;

/**
 * `evaluate dates --data DIR [--chances]`: how often something is taken for a date in series that have none, and found where it
 * was put in on the 1st and the 15th; or chances of crossings, said and happened, of series to which a job was added every ten days.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, chances: { type: 'boolean' } } });
  if (values.data === undefined) {
    throw new Fault('evaluate dates needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const series = listRecursively(values.data)
    .filter((one) => !one.includes(`${path.sep}results${path.sep}`))
    .map((file) => {
      const { times, values: samples } = readChecked(file, false);
      return { name: path.basename(file), series: inMeans(toSeries(times, samples), HALF_HOUR) };
    });
  if (values.chances) {
    await measureChances(series);
    return;
  }
  const all = series.map((one) => one.series);
  const found = HISTORIES.flatMap((days) => all.flatMap((one) => stretches(one, days, 1).map((part) => find(part, 1))));
  const isDue = ({ due }: { due: number[] }) => due.length > 0;
  const files = all.filter((one) => stretches(one, HISTORIES[0], 1).length > 0).length;
  console.log(
    `as they are: ${found.length} stretches of ${files} series, found in ${found.filter((one) => one.length > 0).length}, ` +
      `due the next day in ${found.filter((one) => one.some(isDue)).length}`
  );
  const starts = (time: number, _: number, step: number) => {
    const since = (time % DAY_MS) - HOUR * HOUR_MS;
    return [1, 15].includes(new Date(time).getUTCDate()) && since >= 0 && since < 1000 * step;
  };
  const twice = all
    .map((one) => planted(one, { ...JOB, starts }))
    .flatMap((one) => stretches(one, HISTORIES[1], EVERY))
    .map((part) => find(part, AHEAD).filter(isDue));
  console.log(
    `a job on the 1st and the 15th: ${twice.length} stretches, both found in ${twice.filter((one) => one.length > 1).length}, ` +
      `one in ${twice.filter((one) => one.length === 1).length}`
  );
}

const find = (series: Series, days: number) =>
  findRecurring(series, 'UTC', series.values.length + (days * DAY_MS) / 1000 / series.step);

/** Those of so many days that end at a midnight, every so many days. */
function stretches(series: Series, days: number, every: number): Series[] {
  const day = Math.round(DAY_MS / 1000 / series.step);
  const first = Math.round(((-series.start % DAY_MS) + DAY_MS) / 1000 / series.step) % day;
  const count = Math.floor((series.values.length - first - days * day) / (every * day)) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const from = first + i * every * day;
    return { ...series, start: timeAt(series, from), values: series.values.subarray(from, from + days * day) };
  });
}
