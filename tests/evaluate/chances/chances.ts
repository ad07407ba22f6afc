import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findMask } from '../../../src/core/anomalies/mask';
import { fitForecaster } from '../../../src/core/blend/forecaster';
import { forecastFrom } from '../../../src/core/blend/forecastFrom';
import { calibratedChance } from '../../../src/core/breaches/calibratedChance';
import { BLENDED } from '../../../src/core/members/members';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { type Series, toSeries } from '../../../src/core/series/series';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { Fault } from '../fault';
import { listRecursively, readChecked } from '../files';
import { foldsAsked } from '../folds';
import { familyOf } from '../forecastFamilies';
import { BACKGROUNDS } from '../generated/backgrounds';
import { generate } from '../generated/generate';
import { learn, reliabilityOf } from './learn';
import { recordChances, type ChanceRecord } from './records';
import { trendingSeries } from './trends';

const REACHES = [0.25, 1];
const GENERATED_STEP = 300;
const GENERATED = [1, 2, 3, 4];

/**
 * `evaluate chances --data DIR [--records FILE] [--folds N]`: how sure the chances of crossings are, on families left out, and the
 * constants of src/core/breaches/calibratedChance.ts learned on all. Records are read from the file where it exists,
 * else written to it. With `folds` there are as many folds of each series as fit.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, records: text, folds: text } });
  if (values.data === undefined) {
    throw new Fault('evaluate chances needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const file = values.records;
  const records: ChanceRecord[] =
    file !== undefined && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as ChanceRecord[])
      : await collect(values.data, foldsAsked(values.folds));
  if (file !== undefined) {
    writeFileSync(file, JSON.stringify(records));
  }
  report(records);
}

async function collect(data: string, foldsOf: ReturnType<typeof foldsAsked>): Promise<ChanceRecord[]> {
  const networks = await loadNetworks();
  const records: ChanceRecord[] = [];
  for (const { family, name, series } of familiesOf(data)) {
    const day = Math.round(86_400 / series.step);
    const { length } = series.values;
    for (const { start, end, origins } of foldsOf(length, day)) {
      const values = series.values.slice(start, (origins.at(-1) ?? 0) + day);
      const cut = { ...series, start: series.start + start * series.step * 1000, values };
      const mask = new Uint8Array(values.length);
      mask.set(findMask({ ...cut, values: values.subarray(0, end - start) }, defaultOptions()));
      const fit = { horizon: day, members: BLENDED, networks, mask, countsMasked: true };
      const forecaster = fitForecaster(cut, fit, end - start);
      for (const origin of origins.map((row) => row - start).filter((row) => !Number.isNaN(values[row - 1]))) {
        const ensemble = forecastFrom(forecaster, origin - 1, [0.5]).ensemble();
        for (const reach of REACHES) {
          records.push(...recordChances({ family, name }, ensemble, values, origin, day, Math.round(reach * day)));
        }
      }
    }
  }
  return records;
}

function* familiesOf(data: string): Generator<{ family: string; name: string; series: Series }> {
  for (const file of listRecursively(data).filter((one) => !one.includes(`${path.sep}results${path.sep}`))) {
    const { times, values } = readChecked(file, false);
    const family = familyOf(path.relative(data, file));
    yield { family, name: path.basename(file), series: toSeries(times, values) };
  }
  for (const background of BACKGROUNDS) {
    for (const seed of GENERATED) {
      const { times, values } = generate(background, undefined, GENERATED_STEP, seed);
      yield { family: `generated ${background}`, name: `${background} ${seed}`, series: toSeries(times, values) };
    }
  }
  yield* trendingSeries();
}

function report(records: readonly ChanceRecord[]): void {
  const { leftOut, weights } = learn(records);
  const percent = (share: number) => (100 * share).toFixed(1);
  const print = (name: string, kept: (record: ChanceRecord) => boolean) => {
    for (const [what, chances] of [
      ['paths', records.map(({ byPaths }) => byPaths)],
      ['left out', leftOut],
      ['shipped', records.map((record) => calibratedChance(record.byPaths, record))],
    ] as const) {
      const rows = records.flatMap((record, i) =>
        kept(record) ? [{ chance: chances[i], crossed: record.crossed, series: record.series }] : []
      );
      const { brier, skill, bins } = reliabilityOf(rows);
      const cells = bins.map(
        ({ said, happened: { share, low, high }, count }) =>
          `${percent(said)}>${percent(share)} [${percent(low)}, ${percent(high)}] (${count})`
      );
      console.log(
        `${name.padEnd(28)}${what.padEnd(10)}Brier ${brier.toFixed(4)} skill ${skill.toFixed(2)}   ${cells.join('  ')}`
      );
    }
  };
  for (const ahead of [...new Set(records.map((record) => record.ahead))].sort()) {
    print(`all, ${Math.round(24 * ahead)} h`, (record) => record.ahead === ahead);
  }
  const isReal = ({ family }: ChanceRecord) => !/^(generated|trend) /.test(family);
  for (const ahead of [...new Set(records.map((record) => record.ahead))].sort()) {
    print(`real, ${Math.round(24 * ahead)} h`, (record) => record.ahead === ahead && isReal(record));
  }
  for (const kind of ['usual', 'tied', 'new']) {
    print(kind, (record) => record.kind === kind);
  }
  for (const family of new Set(records.map((record) => record.family))) {
    print(family, (record) => record.family === family);
  }
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(1000 * value) / 1000 : value);
  console.log(JSON.stringify(weights, rounded));
}
