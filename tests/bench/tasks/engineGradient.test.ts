import type { Engine, ModelShape } from '../../../src/engine/model/engine';
import { initialWeights, parameterLayout } from '../../../src/engine/model/lstm';
import { createReferenceEngine, lossAndGradient } from '../../../src/engine/reference/reference';
import { createWasmEngine } from '../../../src/engine/wasm/wasm';
import { relativeDistance } from '../../parity/compare';
import { waveData } from '../configurations';
import { engineGradient, unit } from './engineGradient';

const shape: ModelShape = { features: 2, sequenceLength: 6, layers: 2, hidden: 5, outputs: 2 };
const data = waveData(shape, 9);
const weights = initialWeights(shape, 1);
const expected = unit(lossAndGradient(shape, Float64Array.from(weights), data).gradient);

test.each<[string, () => Promise<Engine>]>([
  ['reference', async () => createReferenceEngine()],
  ['WASM', () => createWasmEngine()],
])('the gradient of an engine is read off its first step: %s', async (_, start) => {
  const gradient = await engineGradient(await start(), shape, weights, data);
  expect(relativeDistance(gradient, expected)).toBeLessThan(1e-6);
});

test('an engine that forgets a gate is found out', async () => {
  const engine = createReferenceEngine();
  const forgetful: Engine = {
    ...engine,
    async create(...args) {
      const network = await engine.create(...args);
      const { bias } = parameterLayout(shape).layers[0];
      const getWeights = async () => {
        const moved = await network.getWeights();
        moved.set(weights.subarray(bias, bias + shape.hidden), bias);
        return moved;
      };
      return Object.assign(Object.create(network), { getWeights });
    },
  };
  const gradient = await engineGradient(forgetful, shape, weights, data);
  expect(relativeDistance(gradient, expected)).toBeGreaterThan(1e-3);
});
