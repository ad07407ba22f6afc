import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawForecast } from '../../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../../src/core/fitted/fittedForecast';
import { validateOptions } from '../../../src/core/options/optionValues';
import { lastKnownIndex } from '../../../src/core/series/series';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { seedCount } from '../detectors';
import { listRecursively } from '../files';
import { COURSES, type Lengths, type Made, cutFile, makeCourse } from './cases';

const START = Date.UTC(2026, 0, 5);
const DAY = 86_400;
/** Origins of a file, days before its last horizon. */
const BEFORE = [0, 9, 18];

/**
 * `evaluate weeks [--data DIR] [--horizons 14,30,90] [--seeds N]`: the panel's forecast of capacity, with the history and
 * the automatic step that such a horizon gets, on seeded courses and on the files of DIR that are long enough, against
 * the best of the last value, the last week and the least-squares line through all of the history or its last horizon.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, horizons: text, seeds: text } });
  const seeds = Array.from({ length: seedCount(values.seeds) }, (_, i) => i + 1);
  const files = values.data === undefined ? [] : listRecursively(values.data);
  const networks = await loadNetworks();
  for (const days of (values.horizons ?? '14,30,90').split(',').map(Number)) {
    const { options } = validateOptions({ horizon: `${days}d`, lowerBound: 'none' });
    const lengths: Lengths = options;
    console.log(`\n${days} days ahead from ${lengths.history / DAY} at ${lengths.step / 3600} h`);
    console.log(`${'series'.padEnd(44)}    ratio  covers 80 / 95 %  best simple rule`);
    const rows: Array<[string, Made[]]> = [
      ...Object.entries(COURSES).map(([name, course]): [string, Made[]] => [
        name,
        seeds.map((seed) => makeCourse(course, lengths, seed)),
      ]),
      ...files.map((file): [string, Made[]] => [
        path.basename(file, '.csv.gz'),
        BEFORE.flatMap((before) => cutFile(file, lengths, before) ?? []),
      ]),
    ];
    for (const [name, made] of rows.filter(([, all]) => all.length > 0)) {
      const results = made.map((one) => {
        const series = { start: START, step: lengths.step, values: one.values.slice(0, one.known) };
        const fitted = fitWithoutLstm(series, options, { timeZone: 'UTC', networks });
        return compare(drawForecast(fitted, { thresholds: [], trainedAt: 0 }).forecast, one, DAY / lengths.step);
      });
      const ratio = Math.exp(mean(results.map((result) => Math.log(result.ratio))));
      const covers = results[0].covers.map((_, l) => (100 * mean(results.map((one) => one.covers[l]))).toFixed(0));
      const cells = [ratio.toFixed(2).padStart(9), covers.join(' / ').padStart(18)];
      console.log(`${name.padEnd(44)}${cells.join('')}  ${results[0].rule}`);
    }
  }
}

type Drawn = ReturnType<typeof drawForecast>['forecast'];

function compare({ point, intervals }: Drawn, { values, known }: Made, day: number) {
  const leads = [...point.keys()].filter((h) => !Number.isNaN(values[known + h]));
  const errorOf = (path: (h: number) => number) => mean(leads.map((h) => Math.abs(values[known + h] - path(h))));
  const last = values[lastKnownIndex(values, known - 1)];
  const lastWeek = (h: number) => values[known - 7 * day + (h % (7 * day))];
  const rules = [
    { name: 'last value', path: () => last },
    { name: 'last week', path: (h: number) => (Number.isNaN(lastWeek(h)) ? last : lastWeek(h)) },
    { name: 'line through all', path: lineThrough(values, 0, known) },
    { name: 'line through a horizon', path: lineThrough(values, known - point.length, known) },
  ].map(({ name, path }) => ({ name, error: errorOf(path) }));
  const best = rules.reduce((least, rule) => (rule.error < least.error ? rule : least));
  return {
    ratio: errorOf((h) => point[h]) / best.error,
    covers: intervals.map(({ lower, upper }) =>
      mean(leads.map((h) => (values[known + h] >= lower[h] && values[known + h] <= upper[h] ? 1 : 0)))
    ),
    rule: best.name,
  };
}

/** Least squares on the known rows `from .. to`, so many steps after them. */
function lineThrough(values: Float64Array, from: number, to: number): (h: number) => number {
  const rows = Array.from({ length: to - from }, (_, i) => from + i).filter((row) => !Number.isNaN(values[row]));
  const [middle, level] = [mean(rows), mean(rows.map((row) => values[row]))];
  const slope =
    rows.reduce((sum, row) => sum + (row - middle) * (values[row] - level), 0) /
    rows.reduce((sum, row) => sum + (row - middle) ** 2, 0);
  return (h) => level + slope * (to + h - middle);
}

const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
