/** Whole trainings as PyTorch computes them, for every loss: see make_torch_golden.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Engine, ModelShape, NetworkOptions } from '../../src/engine/model/engine';
import { createReferenceEngine } from '../../src/engine/reference/reference';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { relativeDistance } from '../parity/compare';

interface TorchGolden {
  shape: ModelShape;
  options: NetworkOptions;
  weights: number[];
  inputs: number[];
  /** null: unknown */
  targets: Array<number | null>;
  orders: number[][];
  losses: number[];
  finalWeights: number[];
}

const read = (name: string): TorchGolden => JSON.parse(readFileSync(path.join(__dirname, `${name}.json`), 'utf8'));

const engines: Array<{ name: string; start: () => Promise<Engine>; tolerance: number; weights: number }> = [
  // Weights are read back in single precision.
  { name: 'reference', start: async () => createReferenceEngine(), tolerance: 1e-9, weights: 1e-7 },
  { name: 'wasm', start: () => createWasmEngine(), tolerance: 1e-5, weights: 1e-4 },
];

describe.each(engines)('$name against PyTorch over 100 epochs', ({ start, tolerance, weights: weightTolerance }) => {
  test.each(['torch-squared', 'torch-pinball', 'torch-gaussian'])('%s', async (name) => {
    const { shape, options, weights, inputs, targets, orders, losses, finalWeights } = read(name);
    const none = new Int32Array(0);
    const data = {
      inputs: Float32Array.from(inputs),
      targets: Float32Array.from(targets, (y) => y ?? NaN),
      origins: none,
      validationOrigins: none,
    };
    const network = await (await start()).create(shape, Float32Array.from(weights), data, options);
    for (const [epoch, order] of orders.entries()) {
      const loss = await network.trainEpoch(Int32Array.from(order));
      // A likelihood passes through zero, where a relative distance says nothing.
      const distance = Math.abs(loss - losses[epoch]) / Math.max(Math.abs(losses[epoch]), 0.2);
      expect({ epoch, distance, isClose: distance <= tolerance }).toEqual({ epoch, distance, isClose: true });
    }
    expect(orders).toHaveLength(100);
    expect(losses[99]).toBeLessThan(0.8 * losses[0]);
    expect(relativeDistance(await network.getWeights(), finalWeights)).toBeLessThan(weightTolerance);
  });
});
