/**
 * `npx tsx tests/bench/peak.ts`: what the machine gives at best to 128-bit multiply-adds in WASM, as the speed of the
 * kernels' product of small matrices that stay in the first-level cache. The engine's training step is held against it.
 */
import os from 'node:os';
import { createTensorKernels } from '../../src/engine/pretrainedLstm/tensorKernels';
import { TensorMemory } from '../../src/engine/pretrainedLstm/tensorMemory';

const ROUNDS = 15;
const REPEATS = 20_000;
/** (rows, columns, depth): b and the rows of a fit 32 KB together. */
const SIZE = { rows: 32, columns: 32, depth: 64 };

async function main(): Promise<void> {
  const memory = new TensorMemory(await createTensorKernels());
  const a = memory.reserve(SIZE.rows, SIZE.depth);
  const b = memory.reserve(SIZE.depth, SIZE.columns);
  const c = memory.reserve(SIZE.rows, SIZE.columns);
  memory.provide();
  const speeds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let i = 0; i < REPEATS; i++) {
      memory.multiply(a, b, c);
    }
    const nanoseconds = 1e6 * (performance.now() - began);
    return (2 * SIZE.rows * SIZE.columns * SIZE.depth * REPEATS) / nanoseconds;
  }).sort((x, y) => x - y);
  const [median, best] = [speeds[ROUNDS >> 1], speeds[ROUNDS - 1]].map((speed) => speed.toFixed(1));
  console.log(`${median} floating-point operations a nanosecond (best round ${best}), ${os.cpus()[0].model}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
