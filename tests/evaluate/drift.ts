import { parseArgs } from 'node:util';
import { findDrift } from '../../src/core/bands/drift';
import { drawForecast } from '../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../src/core/fitted/fittedForecast';
import { defaultOptions } from '../../src/core/options/optionValues';
import { createNoise, DAY, makeSeries } from '../../src/testing/testSeries';
import { seedCount } from './detectors';

const LENGTH = 30 * DAY;

/** Value at a row; `isNew` on the last day, `before` the last value. */
type Course = (row: number, noise: () => number, isNew: boolean, before: number) => number;

const wave = (row: number) => 20 * Math.sin((2 * Math.PI * row) / DAY);

/** Series that stay as they were. */
const SAME: Readonly<Record<string, Course>> = {
  'a day and noise': (row, noise) => 50 + wave(row) + 2 * noise(),
  'a day, noise that lasts': (row, noise, _, before) =>
    50 + wave(row) + 0.8 * (before - 50 - wave(row - 1)) + 1.2 * noise(),
  'heavy tails': (row, noise) =>
    50 + wave(row) + (2 * noise()) / Math.sqrt((noise() ** 2 + noise() ** 2 + noise() ** 2) / 3),
  'louder by day': (row, noise) => 50 + wave(row) + (wave(row) > 0 ? 4 : 1) * noise(),
  'a count': (row, noise) => Math.max(0, Math.round(3 + wave(row) / 8 + 1.5 * noise())),
  'random walk': (_, noise, __, before) => before + noise(),
};

/** Series that are others on the last day. */
const OTHER: Readonly<Record<string, Course>> = {
  'noise twice as loud': (row, noise, isNew) => 50 + wave(row) + (isNew ? 4 : 2) * noise(),
  'noise three times as loud': (row, noise, isNew) => 50 + wave(row) + (isNew ? 6 : 2) * noise(),
  'half of the day': (row, noise, isNew) => 50 + (isNew ? 0.5 : 1) * wave(row) + 2 * noise(),
  'the day three hours later': (row, noise, isNew) => 50 + wave(isNew ? row - 6 : row) + 2 * noise(),
  'spikes every hour': (row, noise, isNew) => 50 + wave(row) + 2 * noise() + (isNew && row % 2 === 0 ? 12 : 0),
  'a level of its own': (row, noise, isNew) => 50 + wave(row) + 2 * noise() + (isNew ? 30 : 0),
};

/**
 * `evaluate drift [--seeds N]`: of models that were trained a day before the end of 30 days at 30 min, the share that
 * is said to be out of date at some look of that day, after each of its points, and after how many (median). The forecast
 * is the panel's without the LSTM of the series.
 */
export function run(args: string[]): void {
  const { values } = parseArgs({ args, options: { seeds: { type: 'string' } } });
  const seeds = seedCount(values.seeds);
  for (const [title, courses] of [
    ['stays as it was', SAME],
    ['another on the last day', OTHER],
  ] as const) {
    console.log(`\n${title.padEnd(28)} out of date   after points`);
    for (const [name, course] of Object.entries(courses)) {
      const found = Array.from({ length: seeds }, (_, i) => firstAlarm(course, i + 1)).filter(
        (one) => one !== undefined
      );
      const middle = found.sort((a, b) => a - b)[Math.floor(found.length / 2)];
      console.log(
        `${name.padEnd(28)} ${`${found.length} of ${seeds}`.padStart(11)}   ${String(middle ?? '-').padStart(12)}`
      );
    }
  }
}

/** Points since the training at the first look that finds drift. */
function firstAlarm(course: Course, seed: number): number | undefined {
  const noise = createNoise(seed);
  let last = 50;
  const series = makeSeries(LENGTH, (row) => (last = course(row, noise, row >= LENGTH - DAY, last)));
  const fitted = fitWithoutLstm(series, defaultOptions(), { timeZone: 'UTC' });
  const { expected } = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  const { level, lower, upper } = expected.intervals[expected.intervals.length - 1];
  const actuals = series.values.slice(-expected.times.length);
  const misses = actuals.map((value, i) => Number(value < lower[i] || value > upper[i]));
  const since = misses.length - DAY;
  const looks = Array.from({ length: DAY }, (_, i) => i + 1);
  return looks.find((points) => findDrift(misses.subarray(0, since + points), since, level));
}
