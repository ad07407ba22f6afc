import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fitForecaster, withMember } from '../../src/core/blend/forecaster';
import { forecastFrom } from '../../src/core/blend/forecastFrom';
import { TRAINED_NETWORKS, type Member, type SeriesNetwork } from '../../src/core/members/member';
import { naiveDay } from '../../src/core/members/naive';
import { BLENDED, MEASURED } from '../../src/core/members/members';
import { findMask } from '../../src/core/anomalies/mask';
import { defaultOptions } from '../../src/core/options/optionValues';
import { boundedOptions } from '../../src/core/fitted/boundedOptions';
import { clamp } from '../../src/core/math/numbers';
import { boundsOf } from '../../src/core/options/resolve';
import { timeAt, toSeries, type Series } from '../../src/core/series/series';
import { recordBreaches, summariseBreaches, type BreachRecord } from './breaches';
import { loadNetworks } from '../../src/worker/thread/networks';
import { seedCount } from './detectors';
import { Fault } from './fault';
import { listRecursively, readChecked } from './files';
import { fineTunedMember } from './fineTuned/fineTuned';
import { printFamilies, familiesOf } from './familyTable';
import { foldsAsked, type Fold } from './folds';
import { familyOf } from './forecastFamilies';
import { type DrawnFold, drawWorstForecasts } from './plots/forecasts';
import { trainSeriesNetwork } from './seriesNetwork';
import { add, createScore, summarise, type Score, type Summary } from './scores';

const QUANTILES = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975];
/** Shares of a day over which errors are averaged: 6 h and 24 h. */
export const REACHES = [0.25, 1];
const REFERENCE = naiveDay.name;
/** Of what is drawn: the day. */
const DRAWN_REACH = 1;
/** Days drawn before a forecast. */
const DAYS_BEFORE = 6;

export interface Row {
  model: string;
  file: string;
  family: string;
  fold: number;
  /** one per reach */
  scores: Score[];
  /** processor time of the fit and the first forecast */
  seconds: number;
  breaches: BreachRecord[];
  drawn: DrawnFold;
}

/** A forecaster that is measured. */
export interface Model {
  name: string;
  members: readonly Member[];
  networks?: readonly Member[];
  /** incidents that the detector finds are not learned from, as in the panel */
  isMasked?: boolean;
  /** of the network that is trained on each history */
  seed?: number;
  /** an LSTM where absent */
  network?: SeriesNetwork;
  /** whether that is the pre-trained one, carried on */
  isTuned?: boolean;
  /** one that was trained before, with its seconds of processor time */
  trained?: { member: Member; seconds: number };
}

/**
 * `evaluate forecast --data DIR --out FILE.json [--only blend] [--seeds N] [--folds N] [--plots FILE.svg]`: the protocol of docs/accuracy.md on a
 * folder, with `folds` on as many folds of each series as fit. With seeds the LSTM of each series is trained too, so many times: `blend + LSTM` is what the panel draws. So are the
 * other networks, as in `--only "blend + gru 1"`.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { data: text, out: text, only: text, seeds: text, folds: text, plots: text },
  });
  if (values.data === undefined) {
    throw new Fault('evaluate forecast needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const measured = (await modelsOf(values.seeds === undefined ? 0 : seedCount(values.seeds))).filter(
    ({ name }) => values.only === undefined || name === values.only || name === REFERENCE
  );
  if (measured.every(({ name }) => name === REFERENCE) && values.only !== REFERENCE) {
    throw new Fault(`--only ${values.only} is no model: leave it out to see their names`);
  }
  const foldsOf = foldsAsked(values.folds);
  const rows: Row[] = [];
  for (const file of listRecursively(values.data)) {
    rows.push(...(await evaluateFile(file, measured, familyOf(path.relative(values.data, file)), foldsOf)));
  }
  if (rows.length === 0) {
    throw new Fault(`no series in ${values.data} is long enough: ten days before the last 3.3 days are needed`);
  }
  const models = [...new Set(rows.map(({ model }) => model))];
  const of = (model: string) => rows.filter((row) => row.model === model);
  const table = models.map((model) => ({
    model,
    seconds: of(model).reduce((sum, { seconds }) => sum + seconds, 0) / of(model).length,
    reaches: REACHES.map((_, r) =>
      summarise(
        of(model).map(({ scores }) => scores[r]),
        of(REFERENCE).map(({ scores }) => scores[r])
      )
    ),
  }));
  print(table, rows);
  const families = familiesOf(of('blend'), of(REFERENCE), REACHES);
  printFamilies(families);
  if (values.plots !== undefined) {
    const naive = of(REFERENCE);
    const folds = of('blend').map(({ family, file, scores, drawn }, i) => ({
      ...{ family, file, score: scores[DRAWN_REACH], reference: naive[i].scores[DRAWN_REACH], drawn },
    }));
    const title =
      'Ten folds whose day ahead has the largest error over that of seasonal naive, two of a family at most';
    writeFileSync(values.plots, drawWorstForecasts(folds, title));
  }
  const breaches = summariseBreaches(of('blend').flatMap((row) => row.breaches));
  printBreaches(breaches);
  if (values.out !== undefined) {
    writeFileSync(
      values.out,
      JSON.stringify(
        {
          date: new Date().toISOString(),
          data: values.data,
          table,
          families,
          breaches,
          rows: rows.map((row) => ({ ...row, breaches: undefined, drawn: undefined })),
        },
        null,
        1
      )
    );
  }
}

async function modelsOf(seeds: number): Promise<Model[]> {
  const networks = await loadNetworks();
  const lstms = Array.from({ length: seeds }, (_, i): Model => ({
    name: `blend + LSTM ${i + 1}`,
    members: BLENDED,
    networks,
    isMasked: true,
    seed: i + 1,
  }));
  const others = lstms.flatMap((model, i) =>
    TRAINED_NETWORKS.filter((network) => network !== 'lstm').map((network): Model => ({
      ...model,
      name: `blend + ${network} ${i + 1}`,
      network,
    }))
  );
  const tuned = lstms.map((model, i): Model => ({ ...model, name: `blend + tuned ${i + 1}`, isTuned: true }));
  const singles = [...BLENDED, ...MEASURED].map((member): Model => ({ name: member.name, members: [member] }));
  return [
    { name: 'blend', members: BLENDED, networks, isMasked: true },
    { name: 'incidents learned', members: BLENDED, networks },
    ...lstms,
    ...others,
    ...tuned,
    { name: 'without network', members: BLENDED, isMasked: true },
    ...networks.map((network): Model => ({ name: network.name, members: [], networks: [network] })),
    ...singles,
  ];
}

async function evaluateFile(
  file: string,
  models: readonly Model[],
  family: string,
  foldsOf: ReturnType<typeof foldsAsked>
): Promise<Row[]> {
  const { times, values } = readChecked(file, false);
  const series = toSeries(times, values);
  const day = Math.round(86400 / series.step);
  const rows: Row[] = [];
  const { length } = series.values;
  const folds = foldsOf(length, day);
  for (const [f, fold] of folds.entries()) {
    for (const model of models) {
      rows.push({
        ...{ model: model.name, file: path.basename(file), family, fold: f },
        ...(await evaluateFold(series, fold, day, model)),
      });
    }
  }
  return rows;
}

/** The scores of a model on a fold. */
export async function evaluateFold(series: Series, fold: Fold, day: number, model: Model) {
  const { members, networks, isMasked } = model;
  const stop = (fold.origins.at(-1) ?? 0) + day;
  const values = series.values.slice(fold.start, stop);
  const cut = { ...series, start: series.start + fold.start * series.step * 1000, values };
  const end = fold.end - fold.start;
  const began = process.cpuUsage();
  const mask = new Uint8Array(values.length);
  if (isMasked) {
    mask.set(findMask({ ...cut, values: values.subarray(0, end) }, defaultOptions()));
  }
  const fitted = fitForecaster(cut, { horizon: day, members, networks, mask, countsMasked: true }, end);
  const trained = await trainedMember(model, cut, mask, end, day);
  const forecaster = trained ? withMember(fitted, trained) : fitted;
  let seconds = NaN;
  const { lower, upper } = boundsOf(boundedOptions(defaultOptions(), {}, { values: values.subarray(0, end) }, []));
  const bounded = (path: Float64Array) => path.map((value) => clamp(value, lower, upper));
  const scores = REACHES.map(() => createScore(values, day, fold.end - fold.start));
  const breaches: BreachRecord[] = [];
  let [furthest, drawn] = [-1, undefined as DrawnFold | undefined];
  for (const origin of fold.origins.map((row) => row - fold.start)) {
    const { paths, point, ensemble } = forecastFrom(forecaster, origin - 1, QUANTILES);
    seconds = Number.isNaN(seconds) ? processorSeconds(began) + (model.trained?.seconds ?? 0) : seconds;
    REACHES.forEach((share, r) => {
      const reach = Math.round(share * day);
      const actual = values.subarray(origin, origin + reach);
      add(scores[r], actual, bounded(point), QUANTILES, paths.map(bounded));
    });
    breaches.push(...recordBreaches(ensemble(), values, end, origin, day));
    const off = point.reduce((sum, value, h) => sum + (Math.abs(values[origin + h] - value) || 0), 0);
    if (off > furthest) {
      const from = Math.max(0, origin - DAYS_BEFORE * day);
      const timesOf = (first: number, last: number) =>
        Float64Array.from({ length: last - first }, (_, i) => timeAt(cut, first + i));
      furthest = off;
      drawn = {
        ...{ times: timesOf(from, origin + day), values: values.subarray(from, origin + day) },
        ...{ ahead: timesOf(origin, origin + day), point: bounded(point) },
        ...{ lower: bounded(paths[0]), upper: bounded(paths[paths.length - 1]) },
      };
    }
  }
  if (drawn === undefined) {
    throw new Error('a fold has origins');
  }
  return { scores, seconds, breaches, drawn };
}

/** What a model trains on each history, if anything. */
async function trainedMember(
  { seed, network, isTuned, trained }: Model,
  series: Series,
  mask: Uint8Array,
  end: number,
  horizon: number
): Promise<Member | undefined> {
  if (seed === undefined) {
    return trained?.member;
  }
  return isTuned
    ? fineTunedMember(series, mask, end, horizon, seed)
    : trainSeriesNetwork(series, end, horizon * series.step, seed, network);
}

/** Processor time, which other load on the machine does not stretch as it does the clock. */
export function processorSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

export function print(table: Array<{ model: string; seconds: number; reaches: Summary[] }>, rows: Row[]): void {
  const folds = rows.filter(({ model }) => model === REFERENCE);
  console.log(`${new Set(folds.map(({ file }) => file)).size} series, ${folds.length} folds of 6 origins`);
  const names = ['MASE', 'ratio', 'WQL ratio', 'cov 80', 'cov 95', 'worse'];
  console.log(
    [
      'model'.padEnd(18),
      ...REACHES.flatMap((share) => names.map((name) => `${24 * share}h ${name}`.padStart(14))),
      'cpu s'.padStart(8),
    ].join('')
  );
  for (const { model, seconds, reaches } of table) {
    const cells = reaches.flatMap((r) => [
      r.mase.toFixed(3),
      r.ratio.toFixed(3),
      r.wqlRatio.toFixed(3),
      r.coverage80.toFixed(3),
      r.coverage95.toFixed(3),
      `${(100 * r.worse).toFixed(0)} %`,
    ]);
    console.log([model.padEnd(18), ...cells.map((cell) => cell.padStart(14)), seconds.toFixed(3).padStart(8)].join(''));
  }
}

function printBreaches({
  count,
  crossed,
  inside,
  width,
  brier,
  skill,
  bins,
}: ReturnType<typeof summariseBreaches>): void {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  console.log(
    `breaches within a day: ${count} thresholds, ${crossed} crossed; the 80 % interval held ${percent(inside)} of`
  );
  console.log(
    `the crossings at a width of ${percent(width)} of the day; Brier ${brier.toFixed(3)}, skill ${skill.toFixed(2)}`
  );
  for (const bin of bins.filter((some) => some.count > 0)) {
    console.log(
      `  said ${percent(bin.said).padStart(5)}   happened ${percent(bin.happened).padStart(5)}   (${bin.count})`
    );
  }
}
