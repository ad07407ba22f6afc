import { parseArgs } from 'node:util';
import { LOOK_BACK, heldSteps, learningSamples, paceOf } from '../../src/core/live';
import { createWatcher } from '../../src/core/rarity';
import { Fault } from './fault';
import { type LabelledSeries, readFamilies, teaches } from './family/families';
import { count } from './familyOut';
import { BACKGROUNDS } from './generated/backgrounds';
import { generateAll } from './generated/generate';
import { stepOf, summariseEvents } from './kpi/events';

const WEEK = 7;
const HOUR = 3600;
/** Seconds between two openings of the panel. */
const EVERY = 12 * HOUR;
const SEED = 1;

/** A way to see a series: every so many-th row, so many of them before those in view. */
interface Sight {
  every: number;
  held: number;
}

const SIGHTS: Readonly<Record<string, (step: number) => Sight>> = {
  'all that came before': (step) => ({ every: paceOf(step) / step, held: Infinity }),
  'what a panel holds': (step) => ({ every: paceOf(step) / step, held: heldSteps(paceOf(step), 1) }),
  [`${LOOK_BACK} samples as they are`]: () => ({ every: 1, held: LOOK_BACK }),
};

/**
 * `evaluate anomaly --just-opened (--data DIR | --generated SECONDS)`: the shipped detector on the open families, or on seeded
 * series of another step, by a panel that is opened anew every twelve hours and knows what it asks for, beside one that knows all.
 */
export function run(args: string[]): void {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, generated: text } });
  if (values.data === undefined && values.generated === undefined) {
    throw new Fault(
      'evaluate anomaly --just-opened needs --data DIR, a folder with kpi/, nab/ and cloud/, or --generated SECONDS'
    );
  }
  const families = values.data === undefined ? generated(Number(values.generated)) : open(values.data);
  const names = Object.keys(SIGHTS);
  console.log(
    `event F1, false alerts a week\n${'family'.padEnd(32)}${names.map((name) => name.padStart(24)).join('')}`
  );
  const sums = names.map(() => 0);
  for (const { name, series } of families) {
    const found = names.map((sight) =>
      summariseEvents(series.map((one) => count(one, alertsOf(one, SIGHTS[sight](stepOf(one.times) / 1000)))))
    );
    found.forEach(({ f1 }, i) => (sums[i] += f1 / families.length));
    const cells = found.map(({ f1, falsePerDay }) => `${f1.toFixed(3)} ${(WEEK * falsePerDay).toFixed(2).padStart(6)}`);
    console.log(name.padEnd(32) + cells.map((cell) => cell.padStart(24)).join(''));
  }
  console.log('mean'.padEnd(32) + sums.map((sum) => `${sum.toFixed(3)}       `.padStart(24)).join(''));
}

/** The open families, parted by the distance of their samples: what a panel holds depends on it. */
function open(data: string): Array<{ name: string; series: LabelledSeries[] }> {
  return readFamilies(data)
    .filter(teaches)
    .flatMap(({ name, series }) => {
      const steps = [...new Set(series.map(({ times }) => stepOf(times)))].sort((a, b) => a - b);
      return steps.map((step) => ({
        name: `${name}, ${step / 60_000} min`,
        series: series.filter(({ times }) => stepOf(times) === step),
      }));
    });
}

const generated = (step: number): Array<{ name: string; series: LabelledSeries[] }> =>
  BACKGROUNDS.map((background) => ({ name: background, series: generateAll(SEED, background, [step]) }));

/** Rows of alerts at one a week, by a panel that is opened every twelve hours. */
function alertsOf({ times, values, warmUp }: LabelledSeries, { every, held }: Sight): number[] {
  const stepMs = every * stepOf(times);
  const rows = Array.from(times.keys()).filter((row) => row % every === 0);
  const first = rows.findIndex((row) => row >= warmUp);
  const shown = Math.max(1, Math.round((1000 * EVERY) / stepMs));
  const alerts: number[] = [];
  const judge = (from: number, shownFrom: number, to: number) => {
    const watcher = createWatcher(stepMs / 1000, held === Infinity ? first : learningSamples(to - from));
    for (const row of rows.slice(from, to)) {
      const { weeks } = watcher.push(times[row], values[row]);
      if (weeks >= 0 && row >= rows[shownFrom]) {
        alerts.push(row);
      }
    }
  };
  if (held === Infinity) {
    judge(0, first, rows.length);
    return alerts;
  }
  for (let from = first; from < rows.length; from += shown) {
    const to = Math.min(rows.length, from + shown);
    judge(Math.max(0, to - held), from, to);
  }
  return alerts;
}
