import { initialWeights } from '../../../src/engine/model/lstm';
import { CONFIGURATIONS, networkOptions, stepsPerEpoch, waveData } from '../configurations';
import { median } from '../statistics';
import { startEngine } from './engines';
import { startStock, stockStep } from './stock';

/** Processor time of a process of Node, all threads, that asks WebGPU to train network A; ms. */
export interface HostCosts {
  engine: string;
  /** per step over a whole epoch, an entry a round */
  ours: number[];
  /** what one more step costs, from the difference of a long epoch; and what an epoch costs beside its steps */
  step: number;
  epoch: number;
  /** per step, an entry a round */
  stock: number[];
}

const WARM_UP_MS = 1000;
const LONGER = 10;

/** In Node alone: browsers do not tell their processor time. */
export async function measureHostCost({ rounds }: { rounds: number }): Promise<HostCosts> {
  const { A } = CONFIGURATIONS;
  const engine = await startEngine('webgpu');
  const data = waveData(A.shape, LONGER * A.windows);
  const network = await engine.create(A.shape, initialWeights(A.shape, 1), data, networkOptions(A));
  const short = data.origins.subarray(0, A.windows);
  const steps = { short: stepsPerEpoch(A), long: Math.ceil(data.origins.length / A.batchSize) };
  const times = { short: [] as number[], long: [] as number[], stock: [] as number[] };
  await warmUp(() => network.trainEpoch(short));
  for (let round = 0; round < rounds; round++) {
    times.short.push(await processorTime(() => network.trainEpoch(short)));
    times.long.push(await processorTime(() => network.trainEpoch(data.origins)));
  }
  // Not in turns: what stock leaves to the garbage collector would be collected in our time.
  await startStock('webgpu');
  const stock = stockStep(A);
  await warmUp(stock.step);
  for (let round = 0; round < rounds; round++) {
    times.stock.push(await processorTime(stock.step));
  }
  const step = (median(times.long) - median(times.short)) / (steps.long - steps.short);
  return {
    engine: engine.name,
    ours: times.short.map((time) => time / steps.short),
    step,
    epoch: median(times.short) - steps.short * step,
    stock: times.stock,
  };
}

async function warmUp(work: () => Promise<unknown>): Promise<void> {
  for (const started = performance.now(); performance.now() - started < WARM_UP_MS;) {
    await work();
  }
}

async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
