import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { seedCount } from '../detectors';
import { CASES } from './cases';
import { type Measured, measure } from './measure';
import { describe, headings, summarise } from './summary';

const DAY_MINUTES = 1440;
const LONG = 30;
/** Points below which nothing is forecast. */
const FEWEST = 96;

/**
 * `evaluate edges [--seeds N] [--first N] [--steps 10,30] [--horizons 6,24] [--only TEXT|TEXT] [--out FILE.jsonl]`: the
 * panel's forecast where histories are short, broken or new, on seeded series, against the best of the last value, the
 * naive day and the mean of the last day, and the width of its band against what would have done. A ratio or a coverage that is off its aim with its interval of
 * 95 % over the seeds has a star. `--out` adds a line of JSON a series.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const names = { seeds: text, first: text, steps: text, horizons: text, only: text, out: text };
  const { values } = parseArgs({ args, options: names });
  const numbers = (list: string) => list.split(',').map(Number);
  const [steps, horizons] = [numbers(values.steps ?? '10,30'), numbers(values.horizons ?? '6,24')];
  const seeds = Array.from({ length: seedCount(values.seeds) }, (_, i) => i + Number(values.first ?? 1));
  const wanted = (values.only ?? '').split('|');
  const networks = await loadNetworks();
  const options = defaultOptions();
  console.log(headings());
  for (const one of CASES.filter(({ name }) => wanted.some((part) => name.includes(part)))) {
    for (const minutes of steps.filter((step) => ((one.days ?? LONG) * DAY_MINUTES) / step >= FEWEST)) {
      for (const hours of horizons) {
        const results: Measured[] = [];
        for (const seed of seeds) {
          const result = measure(one, minutes * 60, hours, seed, { options, networks });
          if (result) {
            results.push(result);
            write(values.out, { case: one.name, minutes, hours, seed, ...result });
          }
        }
        const cells = one.name.padEnd(34) + `${minutes} min`.padStart(6) + `${hours} h`.padStart(6);
        console.log(cells + (results.length > 0 ? describe(summarise(results)) : '   nothing to be known'));
      }
    }
  }
}

function write(file: string | undefined, record: object): void {
  if (file !== undefined) {
    appendFileSync(file, JSON.stringify(record) + '\n');
  }
}
