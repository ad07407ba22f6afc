/**
 * What 1,000 series over 30 days cost, asked of VictoriaMetrics (Debian's `victoria-metrics`) as the data source asks:
 * `node --expose-gc --import tsx tests/bench/victoria.ts [series] [days] [step in seconds ...]`.
 */
import { performance } from 'node:perf_hooks';
import { RequestFailure } from '../../src/datasource/api/failure';
import { readText } from '../../src/datasource/api/readText';
import { chunks, joinColumns, readColumns, readQueryData } from '../../src/datasource/wire';
import { importSeries, type ImportedSeries, startVictoriaMetrics } from '../workbench/prometheus/victoriaMetrics';

const [count = 1000, days = 30, ...steps] = process.argv.slice(2).map(Number);
const end = Math.floor(Date.now() / 86_400_000) * 86_400;
const start = end - days * 86_400;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function* series(): Generator<ImportedSeries> {
  const timestamps = Array.from({ length: (days * 86_400) / 300 + 1 }, (_, i) => (start + i * 300) * 1000);
  for (let i = 0; i < count; i++) {
    const metric = { __name__: 'bench_value', instance: `host-${i}`, job: 'bench' };
    yield { metric, timestamps, values: timestamps.map((_, k) => 50 + 40 * Math.sin((k + i) / 46) + ((k * i) % 7)) };
  }
}

async function ask(url: string, step: number): Promise<string> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const begun = performance.now();
  const pieces = [];
  let bytes = 0;
  for (const piece of chunks({ start, end, step })) {
    const params = { query: 'bench_value', start: `${piece.start}`, end: `${piece.end}`, step: `${step}` };
    const response = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body: new URLSearchParams(params) });
    const text = await response.text();
    bytes += text.length;
    pieces.push(readColumns(readQueryData((readText(text) as { data: unknown }).data)));
  }
  const columns = joinColumns(pieces);
  const seconds = (performance.now() - begun) / 1000;
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  const points = columns.reduce((sum, { times }) => sum + times.length, 0);
  return `${pieces.length} | ${columns.length} | ${points.toLocaleString('en')} | ${megabytes(bytes)} | ${seconds.toFixed(1)} | ${megabytes(heapUsed - before.heapUsed)}`;
}

async function main(): Promise<void> {
  const server = await startVictoriaMetrics();
  try {
    await importSeries(server, series());
    console.log(
      '| step | requests | series | points | MB | s | MB held |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
    );
    for (const step of steps.length > 0 ? steps : [3600, 1800, 900, 300]) {
      const outcome = await ask(server.url, step).catch((error: unknown) =>
        error instanceof RequestFailure ? error.message : String(error)
      );
      console.log(`| ${step} | ${outcome} |`);
    }
  } finally {
    server.stop();
  }
}

void main();
