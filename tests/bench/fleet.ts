/**
 * The service of the runner with many series, a process of its own: `fleet.ts FITS COPIES ROUNDS`. Fits FITS series of
 * 30 days at 10 min in threads of the built runner, scores them for some rounds of a minute each, then watches COPIES
 * further series whose forecasts are at hand, to see what one costs in memory. Prints JSON.
 */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { watchedQuery } from '../../src/runner/config';
import { createPool, type Remembered, Rounds } from '../../src/runner/forecasts';
import type { Samples } from '../../src/runner/prometheus';
import { valueAt } from '../workbench/prometheus/waves';

const MINUTE = 60_000;
const SIGNAL = new AbortController().signal;

/** What a fleet takes. Times in seconds, memory in bytes. */
export interface Fleet {
  threads: number;
  fits: number;
  /** from the start of the threads to the first forecast */
  first: number;
  /** from the start of the threads to the last */
  all: number;
  /** of processor time of all threads for the fits, their starts included: what a busy machine does not change */
  busy: number;
  /** milliseconds of processor time of a score, by round: of one more sample of a series */
  scores: number[];
  /** that a series adds to the heap and its buffers after a collection of garbage */
  bytes: number;
}

async function measureFleet(fits: number, copies: number, rounds: number): Promise<Fleet> {
  const threads = availableParallelism();
  const pool = createPool(path.resolve('dist-runner/presage.mjs'), threads);
  let now = Math.floor(Date.UTC(2026, 10, 28, 12) / MINUTE) * MINUTE;
  const query = { ...watchedQuery('fleet/load', 'load', {}, [90]), train: false };
  let count = fits;
  let known: Remembered | undefined;
  let first: number | undefined;
  const used = process.cpuUsage();
  const began = performance.now();
  const secondsSince = () => (performance.now() - began) / 1000;
  const fleet = new Rounds({
    config: { queries: [query], interval: 60, refit: 3600, maxSeries: fits + copies, timeZone: 'UTC' },
    query: async (_, plan) =>
      Array.from({ length: count }, (_, i) => samplesOf(i, plan.start, plan.end, 1000 * plan.step)),
    answer: pool.answer,
    now: () => now,
    isMine: () => true,
    recall: async () => structuredClone(known),
    remember: async (_, value) => {
      first ??= secondsSince();
      known ??= value;
    },
    forget: async () => {},
    log: (sentence) => process.stderr.write(`${sentence}\n`),
  });

  await fleet.run(SIGNAL);
  await fleet.idle();
  const all = secondsSince();
  const { user, system } = process.cpuUsage(used);
  const busy = (user + system) / 1e6;
  await pool.stop();

  const scores: number[] = [];
  for (let round = 0; round < rounds; round++) {
    now += MINUTE;
    await fleet.run(SIGNAL);
    const before = process.cpuUsage();
    fleet.all().forEach((one) => {
      one.samples.add([now + MINUTE], [50]);
      one.score(now);
    });
    const { user, system } = process.cpuUsage(before);
    scores.push((user + system) / 1000 / fits);
  }

  const before = memory();
  count += copies;
  await fleet.run(SIGNAL);
  const bytes = (memory() - before) / copies;
  const shown = fleet.all().filter((one) => one.shown !== undefined).length;
  if (shown !== fits + copies) {
    throw new Error(`${fits + copies - shown} of ${fits + copies} series have no forecast`);
  }
  return { threads, fits, first: first ?? NaN, all, busy, scores, bytes };
}

/** A day's course with noise, another one for each series, the same whenever it is asked. */
function samplesOf(index: number, start: number, end: number, stepMs: number): Samples {
  const id = `{instance="${index}"}`;
  const times = Array.from({ length: Math.floor((end - start) / stepMs) + 1 }, (_, i) => start + i * stepMs);
  const values = times.map((time) => valueAt(time / 1000, index));
  return { id, metric: { instance: String(index) }, times, values };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function memory(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const [fits, copies, rounds] = process.argv.slice(2).map(Number);
measureFleet(fits, copies, rounds).then(
  (fleet) => process.stdout.write(JSON.stringify(fleet)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  }
);
