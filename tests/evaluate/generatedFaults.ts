import { parseArgs } from 'node:util';
import { detectorNamed } from './detectors';
import { Fault } from './fault';
import { BACKGROUNDS } from './generated/backgrounds';
import { type Generated, generateAll } from './generated/generate';
import { type EventCounts, countEvents, stepOf, summariseEvents } from './kpi/events';

/** Of the series that the margins of the method Calibrated were not learned on. */
const SEED = 500_000;

/**
 * `evaluate anomaly --generated SECONDS [--detector NAME] [--backgrounds A,B]`: a detector at its default threshold on
 * seeded series of that step, of which every fault is known; no series of them is a 1-minute mean.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      generated: { type: 'string' },
      detector: { type: 'string', default: 'live' },
      backgrounds: { type: 'string' },
    },
  });
  const step = Number(values.generated);
  const asked = values.backgrounds?.split(',') ?? BACKGROUNDS;
  const series = BACKGROUNDS.filter((name) => asked.includes(name))
    .flatMap((name) => generateAll(SEED, name))
    .filter(({ times }) => stepOf(times) === 1000 * step);
  if (series.length === 0) {
    throw new Fault(`nothing is generated at ${values.generated} s on ${asked.join(', ')}; there are 60 and 300 s`);
  }
  const make = detectorNamed(values.detector);
  const counted: Array<{ of: Generated; counts: EventCounts }> = [];
  for (const of of series) {
    const { alerts, threshold } = await make(of, of.warmUp, 1, 'kpi');
    counted.push({ of, counts: countEvents(of, alerts(threshold), of.warmUp) });
  }
  const columns = ['series', 'event F1', 'recall', 'false/day', 'min to 50 %', 'min to 90 %'];
  console.log(`${''.padEnd(18)}${columns.map((text) => text.padStart(12)).join('')}`);
  const print = (name: string, some: typeof counted) => {
    const { f1, recall, falsePerDay, delay, late } = summariseEvents(some.map(({ counts }) => counts));
    const cells = [some.length, f1, recall, falsePerDay, delay, late];
    console.log(`${name.padEnd(18)}${cells.map((cell) => String(Number(cell.toFixed(3))).padStart(12)).join('')}`);
  };
  print('all', counted);
  const groups = (nameOf: (of: Generated) => string) =>
    [...new Set(series.map(nameOf))].forEach((name) =>
      print(
        name,
        counted.filter(({ of }) => nameOf(of) === name)
      )
    );
  groups(({ background }) => background);
  groups(({ fault }) => fault ?? 'quiet');
}
