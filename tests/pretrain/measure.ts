/**
 * What the pre-trained network adds on real series, by the protocol of the forecasts' evaluation: the blend with
 * it against the blend without it, with the same conformal bands, by family.
 *
 *   npx tsx tests/pretrain/measure.ts --data FOLDER [--weights FILE]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findMask } from '../../src/core/anomalies/mask';
import { type ForecasterOptions, fitForecaster } from '../../src/core/blend/forecaster';
import { forecastFrom } from '../../src/core/blend/forecastFrom';
import { boundedOptions } from '../../src/core/fitted/boundedOptions';
import { clamp } from '../../src/core/math/numbers';
import { BLENDED } from '../../src/core/members/members';
import { naiveDay } from '../../src/core/members/naive';
import { NET_QUANTILES } from '../../src/core/networks/netFeatures';
import { networkMember } from '../../src/core/networks/networkMember';
import { stackedInputs } from '../../src/core/networks/stackedInput';
import { defaultOptions } from '../../src/core/options/optionValues';
import { boundsOf } from '../../src/core/options/resolve';
import { toSeries } from '../../src/core/series/series';
import { createPretrainedForecaster } from '../../src/engine/pretrainedLstm/forecaster';
import { unpackNet } from '../../src/engine/pretrainedLstm/packed';
import { listRecursively, readChecked } from '../evaluate/files';
import { foldsOf, type Fold } from '../evaluate/folds';
import { familyOf } from '../evaluate/forecastFamilies';
import { add, createScore, summarise, type Score } from '../evaluate/scores';

/** Shares of a day over which errors are averaged: 6 h and 24 h. */
const REACHES = [0.25, 1];
const WEIGHTS = path.resolve(__dirname, '../../src/engine/pretrainedLstm/weights/weights.json');

type Models = Record<'day' | 'blend' | 'both', Pick<ForecasterOptions, 'members' | 'networks'>>;
interface FoldScores extends Record<keyof Models, Score[]> {
  family: string;
}

async function main(): Promise<void> {
  const { values: args } = parseArgs({
    options: { data: { type: 'string' }, weights: { type: 'string', default: WEIGHTS } },
  });
  if (args.data === undefined) {
    throw new Error('measure needs --data FOLDER, of .csv or .csv.gz files with timestamp,value');
  }
  const infer = await createPretrainedForecaster(unpackNet(JSON.parse(readFileSync(args.weights, 'utf8'))));
  const models: Models = {
    day: { members: [naiveDay] },
    blend: { members: BLENDED },
    both: { members: BLENDED, networks: [networkMember('pretrained', infer, stackedInputs())] },
  };
  const all = listRecursively(args.data).flatMap((file) => scoreFile(file, String(args.data), models));
  print('all', all);
  for (const family of new Set(all.map((fold) => fold.family))) {
    print(
      family,
      all.filter((fold) => fold.family === family)
    );
  }
}

function scoreFile(file: string, folder: string, models: Models): FoldScores[] {
  const { times, values } = readChecked(file, false);
  const series = toSeries(times, values);
  const day = Math.round(86400 / series.step);
  const family = familyOf(path.relative(folder, file));
  return foldsOf(series.values.length, day).map((fold) => {
    const cut = series.values.slice(fold.start, fold.origins[fold.origins.length - 1] + day);
    const start = series.start + fold.start * series.step * 1000;
    const score = (model: keyof Models) => scoreFold({ ...series, start, values: cut }, day, fold, models[model]);
    return { family, day: score('day'), blend: score('blend'), both: score('both') };
  });
}

function scoreFold(series: ReturnType<typeof toSeries>, day: number, fold: Fold, model: Models['day']): Score[] {
  const { values } = series;
  const end = fold.end - fold.start;
  const past = { ...series, values: values.subarray(0, end) };
  const mask = new Uint8Array(values.length);
  mask.set(findMask(past, defaultOptions()));
  const { lower, upper } = boundsOf(boundedOptions(defaultOptions(), {}, past, []));
  const bounded = (line: Float64Array) => line.map((value) => clamp(value, lower, upper));
  const forecaster = fitForecaster(series, { ...model, horizon: day, mask, countsMasked: true }, end);
  const result = REACHES.map(() => createScore(values, day, end));
  for (const origin of fold.origins.map((row) => row - fold.start)) {
    const { paths, point } = forecastFrom(forecaster, origin - 1, NET_QUANTILES);
    REACHES.forEach((share, r) => {
      const actual = values.subarray(origin, origin + Math.round(share * day));
      add(result[r], actual, bounded(point), NET_QUANTILES, paths.map(bounded));
    });
  }
  return result;
}

/** Errors against seasonal naive, then of the blend with the network against that without it. */
function print(name: string, folds: readonly FoldScores[]): void {
  const cells = REACHES.map((share, r) => {
    const of = (model: keyof Models) => folds.map((fold) => fold[model][r]);
    const show = (own: Score[], other: Score[]) => {
      const { ratio, wqlRatio } = summarise(own, other);
      return `${ratio.toFixed(4)} ${wqlRatio.toFixed(4)}`;
    };
    const { coverage80, coverage95 } = summarise(of('both'), of('day'));
    const wins = of('both').filter(({ loss }, i) => loss < of('blend')[i].loss).length;
    return (
      `${24 * share} h: MASE, WQL of naive ${show(of('blend'), of('day'))} > ${show(of('both'), of('day'))}, ` +
      `of the blend ${show(of('both'), of('blend'))}, better in ${wins}, ` +
      `covers ${(100 * coverage80).toFixed(1)} / ${(100 * coverage95).toFixed(1)} %`
    );
  });
  console.log([`${name.padEnd(18)}${String(folds.length).padStart(4)} folds`, ...cells].join('\n    '));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
