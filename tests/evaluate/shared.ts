/**
 * `npm run evaluate -- shared --data DIR [--seed N]`: what one LSTM of all series is worth beside one each and none, by the
 * protocol of docs/accuracy.md: one of all files of a step, and one of each metric, which is the name before the `_`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BLENDED } from '../../src/core/members/members';
import { naiveDay } from '../../src/core/members/naive';
import { type Series, toSeries } from '../../src/core/series/series';
import { loadNetworks } from '../../src/worker/thread/networks';
import { Fault } from './fault';
import { listRecursively, readChecked } from './files';
import { type Fold, foldsOf } from './folds';
import { type Model, REACHES, type Row, evaluateFold, print, processorSeconds } from './forecast';
import { summarise } from './scores';
import { trainSharedNetwork } from './seriesNetwork';

interface Case {
  file: string;
  fold: Fold;
  index: number;
  day: number;
  series: Series;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  if (values.data === undefined) {
    throw new Fault('evaluate shared needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const seed = Number(values.seed);
  const cases = listRecursively(values.data).flatMap(casesOf);
  const networks = await loadNetworks();
  const base: Model = { name: 'blend', members: BLENDED, networks, isMasked: true };
  const rows: Row[] = [];
  const judge = async (one: Case, model: Model) => {
    const { file, index, day, series, fold } = one;
    const scored = await evaluateFold(series, fold, day, model);
    rows.push({ model: model.name, file: path.basename(file), family: '', fold: index, ...scored });
  };
  for (const one of cases) {
    await judge(one, { name: naiveDay.name, members: [naiveDay] });
    await judge(one, base);
    await judge(one, { ...base, name: 'and one each', seed });
  }
  const metricOf = ({ file }: Case) => path.basename(file).split('_')[0];
  for (const [name, keyOf] of [
    ['and one of all', () => ''],
    ['and one a metric', metricOf],
  ] as const) {
    const groups = new Map<string, Case[]>();
    for (const one of cases) {
      const key = [keyOf(one), one.series.step, one.index].join();
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const group of groups.values()) {
      const began = process.cpuUsage();
      const cuts = group.map(({ series, fold, day }) => ({
        series: {
          ...series,
          start: series.start + fold.start * series.step * 1000,
          values: series.values.slice(fold.start, (fold.origins.at(-1) ?? 0) + day),
        },
        end: fold.end - fold.start,
      }));
      const members = await trainSharedNetwork(cuts, 86_400, seed);
      const seconds = processorSeconds(began) / group.length;
      for (const [i, one] of group.entries()) {
        await judge(one, { ...base, name, trained: { member: members[i], seconds } });
      }
    }
  }
  const of = (model: string) => rows.filter((row) => row.model === model);
  const byCase = (model: string) =>
    of(model).sort((a, b) => `${a.file} ${a.fold}`.localeCompare(`${b.file} ${b.fold}`));
  const table = [...new Set(rows.map(({ model }) => model))].map((model) => ({
    model,
    seconds: of(model).reduce((sum, { seconds }) => sum + seconds, 0) / of(model).length,
    reaches: REACHES.map((_, r) =>
      summarise(
        byCase(model).map(({ scores }) => scores[r]),
        byCase(naiveDay.name).map(({ scores }) => scores[r])
      )
    ),
  }));
  print(table, rows);
}

function casesOf(file: string): Case[] {
  const { times, values } = readChecked(file, false);
  const series = toSeries(times, values);
  const day = Math.round(86400 / series.step);
  return foldsOf(series.values.length, day).map((fold, index) => ({ file, fold, index, day, series }));
}
