/**
 * `npm run evaluate -- covariates`: what a covariate is worth that leads by so many steps, at the panel's defaults, on
 * seeded series of 30 days.
 */
import { cpus } from 'node:os';
import type { Covariate } from '../../src/core/series/covariate';
import { median } from '../../src/core/math/numbers';
import { defaultOptions } from '../../src/core/options/optionValues';
import type { Series } from '../../src/core/series/series';
import { makeFollower } from '../../src/testing/testSeries';
import type { Engine } from '../../src/engine/model/engine';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { runJob } from '../../src/worker/thread/job';

const DAYS = 30;
const LEADS = [1, 3, 6, 12, 18];
const MEMORIES = [0, 0.8];
const SEEDS = [1, 2, 3, 4, 5];

export async function run(): Promise<void> {
  const engine = await createWasmEngine();
  console.log(`Node ${process.versions.node}, ${cpus()[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}`);
  console.log('| memory of bursts | steps ahead | error with / without: median | least | most |');
  console.log('| ---: | ---: | ---: | ---: | ---: |');
  for (const memory of MEMORIES) {
    for (const lead of LEADS) {
      const ratios: number[] = [];
      for (const seed of SEEDS) {
        const { cpu, requests } = makeFollower(DAYS, lead, memory, seed);
        const alone = await errorOf(engine, cpu, []);
        ratios.push((await errorOf(engine, cpu, [{ ...requests, name: 'requests' }])) / alone);
      }
      const cells = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
      console.log(`| ${[memory, lead, ...cells].join(' | ')} |`);
    }
  }
}

/** Mean absolute error of what is drawn, on the slice that trained and calibrated nothing. */
async function errorOf(engine: Engine, series: Series, covariates: Covariate[]): Promise<number> {
  const { result } = await runJob(
    {
      ...{ series, covariates, options: defaultOptions(), thresholds: [], timeZone: 'UTC' },
      choices: [{ device: 'wasm', reason: '' }],
    },
    {
      engines: { use: async () => engine, drop: () => {} },
      onState: () => {},
      signal: new AbortController().signal,
      now: Date.now,
    }
  );
  return result.report.accuracy[0].mae;
}
