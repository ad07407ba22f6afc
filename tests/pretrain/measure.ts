/**
 * What the pre-trained network adds on real series, by the protocol of the forecasts' evaluation: alone against the
 * linear model that it corrects, and in the blend against the blend without it, with the same conformal bands.
 *
 *   npx tsx tests/pretrain/measure.ts --data FOLDER [--weights FILE]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fitForecaster } from '../../src/core/blend/forecaster';
import { forecastFrom } from '../../src/core/blend/forecastFrom';
import type { Member } from '../../src/core/members/member';
import { BLENDED } from '../../src/core/members/members';
import { naiveDay } from '../../src/core/members/naive';
import { networkMember } from '../../src/core/networks/networkMember';
import { sarx } from '../../src/core/members/seasonal';
import { NET_QUANTILES } from '../../src/core/networks/netFeatures';
import { stackedInputs } from '../../src/core/networks/stackedInput';
import { toSeries, type Series } from '../../src/core/series/series';
import { forecastQuantiles } from '../../src/engine/pretrainedLstm/forward';
import { unpackNet } from '../../src/engine/pretrainedLstm/packed';
import { readCsv } from '../evaluate/data';
import { listRecursively } from '../evaluate/files';
import { foldsOf, type Fold } from '../evaluate/folds';
import { add, createScore, summarise, type Score } from '../evaluate/scores';

/** Shares of a day over which errors are averaged: 6 h and 24 h. */
const REACHES = [0.25, 1];

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    weights: {
      type: 'string',
      default: path.resolve(__dirname, '../../src/engine/pretrainedLstm/weights/weights.json'),
    },
  },
});
if (args.data === undefined) {
  throw new Error('measure needs --data FOLDER, of .csv or .csv.gz files with timestamp,value');
}
const net = unpackNet(JSON.parse(readFileSync(args.weights, 'utf8')));
const pretrained = networkMember(
  'pretrained',
  (inputs) => inputs.map(({ encoder, decoder }) => forecastQuantiles(net, encoder, decoder)),
  stackedInputs()
);
const models: Record<string, readonly Member[]> = {
  day: [naiveDay],
  sarx: [sarx],
  pretrained: [pretrained],
  blend: BLENDED,
  'blend + pretrained': [...BLENDED, pretrained],
};

const folds = listRecursively(args.data).flatMap((file) => {
  const { times, values } = readCsv(file);
  const series = toSeries(times, values);
  const day = Math.round(86400 / series.step);
  return foldsOf(series.values.length, day).map((fold) => ({ series, day, fold }));
});
/** (folds)(reaches) */
const scores = Object.fromEntries(
  Object.entries(models).map(([name, members]) => [
    name,
    folds.map(({ series, day, fold }) => scoreFold(series, day, fold, members)),
  ])
);
console.log(`${folds.length} folds; ratios are geometric means over folds, cov = share inside the 80 % and 95 % bands`);
compare('sarx', 'day');
compare('pretrained', 'day');
compare('pretrained', 'sarx');
compare('blend', 'day');
compare('blend + pretrained', 'day');
compare('blend + pretrained', 'blend');

function scoreFold(series: Series, day: number, fold: Fold, members: readonly Member[]): Score[] {
  const start = series.start + fold.start * series.step * 1000;
  const values = series.values.slice(fold.start, fold.origins[fold.origins.length - 1] + day);
  const forecaster = fitForecaster({ ...series, start, values }, { horizon: day, members }, fold.end - fold.start);
  const result = REACHES.map(() => createScore(values, day, fold.end - fold.start));
  for (const origin of fold.origins.map((row) => row - fold.start)) {
    const { paths, point } = forecastFrom(forecaster, origin - 1, NET_QUANTILES);
    REACHES.forEach((share, r) => {
      add(result[r], values.subarray(origin, origin + Math.round(share * day)), point, NET_QUANTILES, paths);
    });
  }
  return result;
}

function compare(model: string, reference: string): void {
  const cells = REACHES.map((share, r) => {
    const own = scores[model].map((fold) => fold[r]);
    const other = scores[reference].map((fold) => fold[r]);
    const { ratio, wqlRatio, coverage80, coverage95 } = summarise(own, other);
    const wins = own.filter(({ loss }, i) => loss < other[i].loss).length;
    const figures = [ratio, wqlRatio, coverage80, coverage95].map((figure) => figure.toFixed(3));
    return `${24 * share} h: MASE ${figures[0]} WQL ${figures[1]} wins ${wins} cov ${figures[2]} ${figures[3]}`;
  });
  console.log(`${model} / ${reference}`.padEnd(28), cells.join('   '));
}
