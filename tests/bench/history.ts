/**
 * 30 days at 60 s of 20 series through the cache of histories against one question for all of it, which the server
 * refuses, and against asking for all pieces at each refresh. Against a Prometheus of its own, or VictoriaMetrics:
 * `node --expose-gc --import tsx tests/bench/history.ts [prometheus | victoria]`.
 */
import 'fake-indexeddb/auto';
import { performance } from 'node:perf_hooks';
import { chunks, joinColumns, type RangeParams, readColumns, readQueryData } from '../../src/datasource/wire';
import { createChunkStore } from '../../src/datasource/history/chunkStore';
import { createChunkDatabase } from '../../src/datasource/history/database';
import { HistoryReader } from '../../src/datasource/history/historyReader';
import { Lane } from '../../src/datasource/history/lane';
import { wait } from '../../src/datasource/history/patiently';
import type { RangeAnswer } from '../../src/datasource/types';
import { startPrometheus } from '../workbench/prometheus/realPrometheus';
import { startFilledVictoriaMetrics } from '../workbench/prometheus/victoriaMetrics';
import { type Scenario, TEST_ANCHOR } from '../workbench/scenarios';
import { gaussian } from '../workbench/scenarios/noise';

const SERIES = 20;
const DAY = 86_400;
const query = 'bench_value';
const cost = { requests: 0, days: 0, bytes: 0, points: 0 };
let base = '';

async function post(params: Record<string, string>): Promise<string> {
  const response = await fetch(`${base}/api/v1/query_range`, { method: 'POST', body: new URLSearchParams(params) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text.slice(0, 200));
  }
  cost.requests++;
  cost.bytes += text.length;
  return text;
}

async function ask({ start, end, step }: RangeParams): Promise<RangeAnswer> {
  const text = await post({ query, start: `${start}`, end: `${end}`, step: `${step}` });
  const columns = readColumns(readQueryData((JSON.parse(text) as { data: unknown }).data));
  // A front end that splits by day asks for each part of a day.
  cost.days += Math.floor(end / DAY) - Math.floor(start / DAY) + 1;
  cost.points += columns.reduce((sum, { times }) => sum + times.length, 0);
  return { columns, warnings: [], infos: [], bytes: text.length };
}

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  Object.assign(cost, { requests: 0, days: 0, bytes: 0, points: 0 });
  globalThis.gc?.();
  const before = process.memoryUsage();
  const begun = performance.now();
  const kept = await run();
  const ms = performance.now() - begun;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  console.log(
    `| ${name} | ${cost.requests} | ${cost.days} | ${cost.points.toLocaleString('en')} | ${(cost.bytes / 1e6).toFixed(2)} | ${ms.toFixed(0)} | ${(grown / 1e6).toFixed(1)} |`
  );
  void kept;
}

const end = TEST_ANCHOR / 1000;
const month = (now: number): RangeParams => ({ start: now - 30 * DAY, end: now, step: 60 });
const database = createChunkDatabase(indexedDB);
const clock = { now: end * 1000 };
const page = () =>
  new HistoryReader({
    store: createChunkStore(database, 256 * 2 ** 20),
    lane: new Lane(),
    now: () => clock.now,
    wait,
    late: 600_000,
  });
const entry = { source: 'bench', key: query, limit: 512 * 2 ** 20 };

/** Twenty series that move like a load, each its own way. */
const scenarios = Array.from({ length: SERIES }, (_, i): Scenario => ({
  metric: query,
  labels: { instance: `web-${i}` },
  type: 'gauge',
  help: 'A load.',
  value: (time) => Math.round(1000 * (50 + 20 * Math.sin(time / 1.4e7 + i) + 5 * gaussian(i, time / 60_000))) / 1000,
}));

async function measureAll(): Promise<void> {
  console.log('| what | requests | parts of days | points fetched | MB fetched | ms | MB kept |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  await post({ query, start: `${end - 30 * DAY}`, end: `${end}`, step: '60' }).then(
    (text) => console.log(`one question: ${(text.length / 1e6).toFixed(1)} MB`),
    (error: Error) => console.log(`one question is refused: ${error.message}`)
  );
  const naive = async (range: RangeParams) => {
    const pieces = [];
    for (const piece of chunks(range)) {
      pieces.push((await ask(piece)).columns);
    }
    return joinColumns(pieces);
  };
  await measure('every refresh anew', () => naive(month(end)));
  const first = page();
  await measure('cold cache', () => first.read(entry, month(end), ask));
  await measure('second panel', () => first.read(entry, month(end), ask));
  clock.now += 60_000;
  await measure('refresh a minute later', () => first.read(entry, month(end + 60), ask));
  const second = page();
  await measure('reload of the page', () => second.read(entry, month(end + 60), ask));
}

async function main(): Promise<void> {
  const store =
    process.argv[2] === 'victoria'
      ? await startFilledVictoriaMetrics(scenarios, TEST_ANCHOR)
      : await startPrometheus({ scenarios, anchor: TEST_ANCHOR, end: TEST_ANCHOR + 60_000 });
  try {
    base = store.url;
    await measureAll();
  } finally {
    store.stop();
  }
}

void main();
