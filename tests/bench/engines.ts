/**
 * `npm run bench`: time of one training step of the WASM engine, both builds, against stock `tf.layers` on the WASM
 * backend of TensorFlow.js, in turns in one process. Prints a table and writes tests/.output/bench.json. The ratio of
 * the medians is the figure to compare between machines; absolute times depend on what else runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import type { Engine } from '../../src/engine/engine';
import { initialWeights } from '../../src/engine/lstm';
import { createWasmEngine } from '../../src/engine/wasm';
import { CONFIGURATIONS, type Configuration, waveData } from './configurations';
import { startStock, stockStep } from './stock';

const root = path.resolve(__dirname, '../..');

interface Timing {
  best: number;
  median: number;
}
interface Row {
  configuration: string;
  /** absent where it is not run */
  stock?: Timing;
  plain: Timing;
  relaxed: Timing;
  /** median of stock / median of the relaxed build */
  ratio?: number;
}

async function main(): Promise<void> {
  // Node 20 has relaxed SIMD behind this flag; browsers have it as it is.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const stock = await startStock();
  const engines = { plain: await createWasmEngine(['plain']), relaxed: await createWasmEngine(['relaxed']) };
  const rows: Row[] = [];
  for (const configuration of CONFIGURATIONS) {
    rows.push(await measure(configuration, engines));
  }
  const report = {
    date: new Date().toISOString(),
    command: 'npm run bench',
    machine: `${os.cpus().length} x ${os.cpus()[0].model}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.versions.node}`,
    stock,
    rows,
    engineBytesGzip: engineBytes(),
  };
  mkdirSync(path.join(root, 'tests/.output'), { recursive: true });
  writeFileSync(path.join(root, 'tests/.output/bench.json'), JSON.stringify(report, null, 2));
  print(report);
}

async function measure(
  configuration: Configuration,
  { plain, relaxed }: Record<'plain' | 'relaxed', Engine>
): Promise<Row> {
  const stock = configuration.withoutStock ? undefined : stockStep(configuration);
  const times = { stock: [] as number[], plain: [] as number[], relaxed: [] as number[] };
  for (let round = 0; round < configuration.rounds; round++) {
    times.plain.push(await wasmStep(plain, configuration));
    times.relaxed.push(await wasmStep(relaxed, configuration));
    if (stock) {
      times.stock.push(await stock.step());
    }
  }
  const row = { configuration: configuration.name, plain: timing(times.plain), relaxed: timing(times.relaxed) };
  if (!stock) {
    return row;
  }
  stock.dispose();
  const stockTiming = timing(times.stock);
  return { ...row, stock: stockTiming, ratio: stockTiming.median / row.relaxed.median };
}

/** Mean ms of a step over an epoch of about a fifth of a second, after one step to warm up. */
async function wasmStep(engine: Engine, { shape, batchSize }: Configuration): Promise<number> {
  const perStep = 6 * shape.sequenceLength * batchSize * shape.layers * shape.hidden * (8 * shape.hidden + 4);
  const steps = Math.max(1, Math.min(40, Math.round(5e9 / perStep)));
  const data = waveData(shape, steps * batchSize);
  const options = { batchSize, learningRate: 0.001, clipNorm: 1 };
  const network = await engine.create(shape, initialWeights(shape, 1), data, options);
  await network.trainEpoch(data.origins.subarray(0, batchSize));
  const started = performance.now();
  await network.trainEpoch(data.origins);
  const elapsed = performance.now() - started;
  network.dispose();
  return elapsed / steps;
}

function timing(times: number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { best: sorted[0], median: sorted[sorted.length >> 1] };
}

/** The engine and all it imports, both kernels inlined, minified and compressed. */
function engineBytes(): number {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(root, 'src/engine/wasm.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return gzipSync(outputFiles[0].contents).length;
}

function print({ date, machine, stock, rows, engineBytesGzip }: { rows: Row[] } & Record<string, unknown>): void {
  const ms = ({ median, best }: Timing) => `${median.toPrecision(3)} (${best.toPrecision(3)})`;
  const table = rows.map(({ configuration, ratio, ...row }) => ({
    configuration,
    [String(stock)]: row.stock ? ms(row.stock) : 'not run: over a minute',
    'WASM SIMD': ms(row.plain),
    'WASM SIMD (relaxed)': ms(row.relaxed),
    'times faster': ratio?.toFixed(0) ?? '',
  }));
  console.log(`ms per training step, median (best); ${date}; ${machine}`);
  console.table(table);
  console.log(`engine, gzip: ${engineBytesGzip} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
