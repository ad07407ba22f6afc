import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CONFIGURATIONS, univariate, type Configuration } from '../configurations';
import { findTorch, NO_TORCH, runPython } from '../processes';
import { attempt, type Row } from '../row';
import { digits } from '../statistics';
import { trainingScript } from '../tasks/losses';

const EPOCHS = 100;
const LIMIT = 1e-5;

/** For WebGPU: software takes minutes for A. */
const SMALL: Configuration = { shape: univariate(1, 16, 12), batchSize: 32, windows: 100 };

export const torchLosses: Row = {
  id: 'T7',
  what: `loss against PyTorch over ${EPOCHS} epochs from the same weights and order, relative`,
  target: '<= 1e-5',
  async run(laboratory) {
    const torch = await findTorch();
    if (!torch) {
      return { why: NO_TORCH };
    }
    const compare = async (device: 'wasm' | 'webgpu', configuration: Configuration) => {
      const question = { device, configuration, epochs: EPOCHS };
      const { engine, losses } = await laboratory.inBrowser('trainLosses', question);
      const expected = await torchLossesOf(configuration);
      return { engine, losses, expected, distance: largestDistance(losses, expected) };
    };
    const a = await compare('wasm', CONFIGURATIONS.A);
    const small = await attempt(() => compare('webgpu', SMALL));
    const worst = Math.max(a.distance, 'why' in small ? 0 : small.distance);
    return {
      measured: digits(worst),
      isMet: worst <= LIMIT,
      where: [
        `Chromium, worker; PyTorch ${torch} in double precision, its second bias frozen at 0`,
        `A, ${a.engine}: ${digits(a.distance)}, loss ${digits(a.losses[0])} to ${digits(a.losses[EPOCHS - 1])}`,
        'why' in small
          ? `WebGPU: ${small.why}`
          : `1 layer of 16, sequence 12, ${small.engine}: ${digits(small.distance)}`,
      ].join('; '),
      figures: { a, small },
    };
  },
};

async function torchLossesOf(configuration: Configuration): Promise<number[]> {
  const { shape, batchSize } = configuration;
  const { weights, data, orders } = trainingScript(configuration, EPOCHS);
  const folder = mkdtempSync(path.join(tmpdir(), 'presage-bench-'));
  const file = path.join(folder, 'script.json');
  try {
    const numbers = { weights, inputs: data.inputs, targets: data.targets };
    const script = { shape, batchSize, orders: orders.map((order) => [...order]), ...toArrays(numbers) };
    writeFileSync(file, JSON.stringify(script));
    return await runPython<number[]>('losses.py', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const toArrays = (numbers: Record<string, Float32Array>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, [...values]]));

const largestDistance = (losses: number[], expected: number[]) =>
  Math.max(...losses.map((loss, epoch) => Math.abs(loss / expected[epoch] - 1)));
