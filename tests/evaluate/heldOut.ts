import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { MARGINS } from '../../src/core/rarity';
import { Fault } from './fault';
import { type Family, heldOutFamilies, readFamilies, readHeldOut, teaches } from './family/families';
import { alertsOf, watchRows } from './family/watched';
import { competitors, count, countsOf, familyOut, printDetails, printGenerated, type Summary } from './familyOut';
import { drawWorstDetections } from './plots/detections';
import { summariseEvents } from './kpi/events';

const WEEK = 7;
const NAME = 24;

/**
 * `evaluate anomaly --held-out --data DIR [--unseen DIR [--fine]] [--out FILE.json] [--plots FILE.svg]`: the detector as it is
 * shipped, and the simple rules with thresholds from the open families of `--data`, on families that taught neither:
 * those of the second generator or, with `--unseen`, those of a folder of folders, whose series of minutes are taken
 * as means of five unless `--fine`.
 */
export function run(args: string[]): void {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { data: text, unseen: text, fine: { type: 'boolean', default: false }, out: text, plots: text },
  });
  if (values.data === undefined) {
    throw new Fault('evaluate anomaly --held-out needs --data DIR, a folder with kpi/, nab/ and cloud/');
  }
  const teachers = readFamilies(values.data).filter(teaches);
  const judged = values.unseen === undefined ? heldOutFamilies() : readHeldOut(values.unseen, values.fine);
  const watched = judged.map(({ series }) => series.map(watchRows));
  const margins = judged.map(() => MARGINS);
  const own = judged.map((family, f) => summariseEvents(countsOf(family, watched[f], MARGINS, 1)));
  const all = [...teachers, ...judged];
  const rules = competitors(all, false).map((rule) => ({
    name: rule.name,
    on: judged.map((_, f) => familyOut(rule, all, teachers.length + f)),
  }));
  const columns = [{ name: 'calibrated', on: own }, ...rules];
  print('Event F1', judged, columns, ({ f1 }) => f1);
  print('False alerts a week and series', judged, columns, ({ falsePerDay }) => WEEK * falsePerDay);
  printDetails(judged, watched, margins, own);
  if (judged.some(({ isGenerated }) => isGenerated)) {
    printGenerated(judged, watched, margins);
  }
  if (values.plots !== undefined) {
    const series = judged.flatMap((family, f) =>
      family.series.map((one, s) => {
        const alerts = alertsOf(watched[f][s], MARGINS, 1);
        return { family: family.name, one, alerts, counts: count(one, alerts) };
      })
    );
    const title = 'Ten held-out series on which Calibrated makes the most mistakes for each event and alert';
    writeFileSync(values.plots, drawWorstDetections(series, title));
  }
  if (values.out !== undefined) {
    const families = judged.map(({ name }, f) => ({
      name,
      calibrated: own[f],
      rules: rules.map((rule) => ({ name: rule.name, ...rule.on[f] })),
    }));
    writeFileSync(values.out, JSON.stringify({ date: new Date().toISOString(), families }, null, 1));
  }
}

function print(
  title: string,
  families: readonly Family[],
  columns: ReadonlyArray<{ name: string; on: readonly Summary[] }>,
  cellOf: (summary: Summary) => number
): void {
  console.log(`\n${title}\n${'family'.padEnd(NAME)}series${columns.map(({ name }) => name.padStart(NAME)).join('')}`);
  families.forEach(({ name, series }, f) =>
    console.log(
      name.padEnd(NAME) +
        String(series.length).padStart('series'.length) +
        columns.map(({ on }) => cellOf(on[f]).toFixed(3).padStart(NAME)).join('')
    )
  );
}
