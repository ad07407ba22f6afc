/**
 * 30 days at 60 s of 20 series through the cache of histories against one question for all of it, which Prometheus
 * refuses, and against asking for all pieces at each refresh: `npx tsx tests/bench/history.ts`.
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

const [base = 'http://127.0.0.1:9090', query = '{__name__=~"bench.*"}', seriesText = '20'] = process.argv.slice(2);
const DAY = 86_400;
const cost = { requests: 0, bytes: 0, points: 0 };

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
  cost.points += columns.reduce((sum, { times }) => sum + times.length, 0);
  return { columns, warnings: [], infos: [], bytes: text.length };
}

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  Object.assign(cost, { requests: 0, bytes: 0, points: 0 });
  globalThis.gc?.();
  const before = process.memoryUsage();
  const begun = performance.now();
  const kept = await run();
  const ms = performance.now() - begun;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  console.log(
    `| ${name} | ${cost.requests} | ${cost.points.toLocaleString('en')} | ${(cost.bytes / 1e6).toFixed(2)} | ${ms.toFixed(0)} | ${(grown / 1e6).toFixed(1)} |`
  );
  void kept;
}

const end = Number(process.env.END ?? Math.floor(Date.now() / 60_000) * 60);
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

async function main(): Promise<void> {
  console.log(`${base}, ${query}, ${seriesText} series, 30 d at 60 s`);
  console.log('| what | requests | points fetched | MB fetched | ms | MB kept |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
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

void main();
