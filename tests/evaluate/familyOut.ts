import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { VIEWS } from '../../src/core/rarity';
import { scoreSamples } from '../../src/core/detector/scoreSamples';
import { affiliation } from './family/affiliation';
import { type Family, type LabelledSeries, readFamilies, teaches } from './family/families';
import { cached, remember } from './family/cache';
import { learnMargins } from './family/learn';
import { SIMPLE_RULES } from './family/simpleRules';
import { vusPr } from './family/vus';
import { alertsOf, strangest, watchRows, type WatchedRows } from './family/watched';
import { Fault } from './fault';
import { drawWorstDetections } from './plots/detections';
import { type EventCounts, type Ground, countEvents, groundOf, stepOf, summariseEvents } from './kpi/events';

const WEEK = 7;
const HOUR = 3_600_000;
/** Longest window of VUS: what an operator calls the same time. */
const VUS_WINDOW = HOUR;
const BUDGETS = [0.3, 1, 3];

/** A rule with thresholds, or a detector with one, as it does on one family. */
export interface Competitor {
  name: string;
  isSimple: boolean;
  grid: readonly number[];
  /** (series) rows at or above a threshold */
  scores: Float64Array[][];
}

export type Summary = ReturnType<typeof summariseEvents>;

/** `evaluate anomaly --family-out --data DIR [--locked] [--presets] [--out FILE.json] [--plots FILE.svg]`: every family judged by what the others taught. */
export function run(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      plots: { type: 'string' },
      locked: { type: 'boolean', default: false },
      presets: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined) {
    throw new Fault('evaluate anomaly --family-out needs --data DIR, a folder with kpi/, nab/ and cloud/');
  }
  const all = readFamilies(values.data);
  const open = all.filter(teaches);
  const judged = values.locked ? all : open;
  const began = process.cpuUsage();
  const watched = judged.map(({ series }) => series.map(watchRows));
  const at = judged.map(() => new Map<string, Summary>());
  const rows = judged.reduce((sum, { series }) => sum + series.reduce((n, one) => n + one.times.length, 0), 0);
  const { user } = process.cpuUsage(began);
  console.log(`${judged.length} families, ${rows} samples, ${(user / rows).toFixed(1)} us a sample`);
  const rivals = competitors(judged, values.presets);
  const simple = judged.map((_, f) =>
    Math.max(...rivals.filter(({ isSimple }) => isSimple).map((rival) => familyOut(rival, judged, f).f1))
  );
  const learnedWithout = (left: Family | undefined) =>
    learnMargins(
      judged.flatMap((family, f) => {
        const f1At = (margins: readonly number[]) =>
          remember(at[f], margins.join(), () => summariseEvents(countsOf(family, watched[f], margins, 1))).f1;
        return family === left || !teaches(family) ? [] : [{ simple: simple[f], f1At }];
      })
    );
  const shipped = learnedWithout(undefined);
  console.log(`learned on all that is not locked: ${describe(shipped)}\n`);
  const margins = judged.map((family) => (!teaches(family) ? shipped : learnedWithout(family)));
  console.log('Event F1, rule and thresholds from the other families');
  const header = ['calibrated', 'above best', ...rivals.map(({ name }) => name)];
  console.log('family'.padEnd(24) + header.map((text) => text.padStart(Math.max(9, text.length + 2))).join(''));
  const own = judged.map((family, f) => summariseEvents(countsOf(family, watched[f], margins[f], 1)));
  judged.forEach((family, f) => {
    const cells = [own[f].f1, own[f].f1 - simple[f], ...rivals.map((rival) => familyOut(rival, judged, f).f1)];
    const text = cells.map((cell, i) => cell.toFixed(3).padStart(Math.max(9, header[i].length + 2)));
    console.log(family.name.padEnd(24) + text.join('') + (family.part === 'development' ? '' : `  ${family.part}`));
  });
  printDetails(judged, watched, margins, own);
  printGenerated(judged, watched, margins);
  if (values.plots !== undefined) {
    const series = judged.flatMap((family, f) =>
      family.series.map((one, s) => {
        const alerts = alertsOf(watched[f][s], margins[f], 1);
        return { family: family.name, one, alerts, counts: count(one, alerts) };
      })
    );
    const title =
      'Ten series on which Calibrated makes the most mistakes for each event and alert, two of a family at most';
    writeFileSync(values.plots, drawWorstDetections(series, title));
  }
  if (values.out !== undefined) {
    const content = judged.map(({ name, part }, f) => ({
      name,
      part,
      margins: margins[f],
      simple: simple[f],
      ...own[f],
    }));
    writeFileSync(values.out, JSON.stringify({ date: new Date().toISOString(), shipped, families: content }, null, 1));
  }
}

const describe = (margins: readonly number[]) => VIEWS.map((view, i) => `${view} ${margins[i]}`).join(', ');

export function competitors(families: readonly Family[], withPresets: boolean): Competitor[] {
  const rules = SIMPLE_RULES.map(({ name, score, grid }) => ({
    name,
    isSimple: true,
    grid,
    scores: families.map((family) =>
      family.series.map((one) => cached(`${name} ${family.name} ${one.name}`, one, score))
    ),
  }));
  const presets = (withPresets ? (['spikes', 'sustained'] as const) : []).map((preset) => ({
    name: preset,
    isSimple: false,
    grid: [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 22, 26, 30],
    scores: families.map((family) =>
      family.series.map((one) =>
        cached(
          `${preset} ${family.name} ${one.name}`,
          one,
          () => scoreSamples(one, { preset, warmUp: one.warmUp }).likelihood
        )
      )
    ),
  }));
  return [...rules, ...presets];
}

/** A family at the threshold that has the highest mean F1 on the others. */
export function familyOut({ grid, scores }: Competitor, families: readonly Family[], left: number): Summary {
  const at = (f: number, threshold: number) =>
    summariseEvents(families[f].series.map((one, s) => count(one, above(scores[f][s], threshold))));
  const table = remember(known, scores, () => families.map((_, f) => grid.map((threshold) => at(f, threshold))));
  const worth = grid.map((_, g) =>
    table.reduce((sum, row, f) => (f === left || !teaches(families[f]) ? sum : sum + row[g].f1), 0)
  );
  return table[left][worth.indexOf(Math.max(...worth))];
}

const known = new Map<Float64Array[][], Summary[][]>();

const above = (scores: Float64Array, threshold: number) =>
  Array.from(scores.keys()).filter((row) => scores[row] >= threshold);

const grounds = new Map<LabelledSeries, Ground>();
export const count = (one: LabelledSeries, alerts: number[]) =>
  countEvents(
    one,
    alerts,
    one.warmUp,
    remember(grounds, one, () => groundOf(one, one.warmUp))
  );

export function countsOf(
  { series }: Pick<Family, 'series'>,
  watched: readonly WatchedRows[],
  margins: readonly number[],
  aWeek: number
): EventCounts[] {
  return series.map((one, s) => count(one, alertsOf(watched[s], margins, aWeek)));
}

export function printDetails(
  families: readonly Family[],
  watched: readonly WatchedRows[][],
  margins: ReadonlyArray<readonly number[]>,
  own: readonly Summary[]
): void {
  const header = ['recall', 'precision', 'alerts/day', 'min to 50 %', ...BUDGETS.map((one) => `false/week at ${one}`)];
  const measures = ['VUS-PR', 'aff. prec.', 'aff. recall'];
  console.log(
    `\nThe default at one alert a week and series\n${'family'.padEnd(24)}` +
      [...header, ...measures].map((text) => text.padStart(text.length + 2)).join('')
  );
  families.forEach((family, f) => {
    const falseAt = BUDGETS.map(
      (budget) => WEEK * summariseEvents(countsOf(family, watched[f], margins[f], budget)).falsePerDay
    );
    const { recall, precision, perDay, delay } = own[f];
    const cells = [recall, precision, perDay, delay, ...falseAt, ...curves(family, watched[f], margins[f])];
    console.log(
      family.name.padEnd(24) +
        cells.map((cell, i) => cell.toFixed(2).padStart([...header, ...measures][i].length + 2)).join('')
    );
  });
}

/** Means over the series that have events: VUS-PR, affiliation precision and recall. */
function curves({ series }: Family, watched: readonly WatchedRows[], margins: readonly number[]): number[] {
  const each = series.flatMap((one, s) => {
    const labels = one.labels.subarray(one.warmUp);
    if (!labels.some(Boolean)) {
      return [];
    }
    const scores = new Float64Array(labels.length).fill(-Infinity);
    const predicted = new Uint8Array(labels.length);
    const weeks = strangest(watched[s], margins);
    watched[s].rows.forEach((row, i) => {
      if (row >= one.warmUp) {
        scores[row - one.warmUp] = weeks[i];
        predicted[row - one.warmUp] = weeks[i] >= 0 ? 1 : 0;
      }
    });
    const near = affiliation(predicted, labels);
    return [
      [vusPr(scores, labels, Math.max(1, Math.round(VUS_WINDOW / stepOf(one.times)))), near.precision, near.recall],
    ];
  });
  return [0, 1, 2].map((k) => {
    const finite = each.map((row) => row[k]).filter(Number.isFinite);
    return finite.reduce((sum, one) => sum + one, 0) / finite.length;
  });
}

export function printGenerated(
  families: readonly Family[],
  watched: readonly WatchedRows[][],
  margins: ReadonlyArray<readonly number[]>
): void {
  const all = families.flatMap((family, f) =>
    family.isGenerated
      ? family.series.map((one, s) => ({ one, counts: countsOf({ series: [one] }, [watched[f][s]], margins[f], 1)[0] }))
      : []
  );
  const of = (fault: string | undefined) => all.filter(({ one }) => one.fault === fault);
  console.log(`\n${'fault'.padEnd(24)}    recall  samples to 50 %  minutes to 50 %`);
  for (const fault of new Set(all.flatMap(({ one }) => one.fault ?? []))) {
    const samples = of(fault).flatMap(({ one, counts }) =>
      counts.delays.map((delay) => (delay * 60_000) / stepOf(one.times))
    );
    const { recall, delay } = summariseEvents(of(fault).map(({ counts }) => counts));
    const half = samples.sort((a, b) => a - b)[samples.length >> 1] ?? NaN;
    console.log(fault.padEnd(24) + [recall, half, delay].map((cell) => cell.toFixed(2).padStart(15)).join(''));
  }
  const quiet = of(undefined).map(({ counts }) => counts.incidents / (counts.days / WEEK));
  const silent = quiet.filter((aWeek) => aWeek === 0).length;
  console.log(
    `\nquiet series without any alert: ${silent} of ${quiet.length}; mean alerts a week ${(quiet.reduce((a, b) => a + b, 0) / quiet.length).toFixed(2)}`
  );
}
