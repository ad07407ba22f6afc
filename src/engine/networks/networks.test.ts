import { TRAINED_NETWORKS } from '../../core/members';
import type { ModelShape } from '../model';
import { isLayersShape, slotsOf } from './networks';
import { initialWeights, parameterCount } from './parameters';
import { sizeOf } from '../layers';
import { levelsOf } from './tcn';
import { headsOf } from './transformer';

const networks = TRAINED_NETWORKS.filter((network) => network !== 'lstm');
const shape: ModelShape = { features: 9, sequenceLength: 24, layers: 2, hidden: 50, outputs: 12 };
const shapeOf = (network: (typeof networks)[number]) => ({ ...shape, network });

test('an LSTM is none of them, nor is what a stored shape may claim to be', () => {
  expect(isLayersShape(shape)).toBe(false);
  expect(isLayersShape({ ...shape, network: 'toString' as never })).toBe(false);
  expect(parameterCount(shape)).toBe(9 * 200 + 50 * 200 + 200 + 2 * 50 * 200 + 200 + 50 * 12 + 12);
});

describe.each(networks)('%s', (network) => {
  test('starts from finite weights, the same for a seed, with a head near zero', () => {
    const weights = initialWeights(shapeOf(network), 5);
    expect(weights).toHaveLength(parameterCount(shapeOf(network)));
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights).toEqual(initialWeights(shapeOf(network), 5));
    expect(weights).not.toEqual(initialWeights(shapeOf(network), 6));
    const head = weights.subarray(-(50 * 12 + 12));
    expect(Math.max(...head.map(Math.abs))).toBeLessThan(0.1 * Math.sqrt(6 / 62) + 1e-6);
    expect(Math.max(...head.map(Math.abs))).toBeGreaterThan(0.02);
  });

  test('has a name of its own for each weight', () => {
    const slots = slotsOf(shapeOf(network));
    expect(new Set(slots.map(({ name }) => name)).size).toBe(slots.length);
    expect(slots.every((slot) => sizeOf(slot) > 0)).toBe(true);
  });

  test('is refused in a size that no engine has', () => {
    expect(() => initialWeights({ ...shapeOf(network), hidden: 129 }, 1)).toThrow('too-large');
  });
});

test('the levels of a TCN see the whole sequence, and no more of them than that takes', () => {
  const seen = (layers: number, levels: number) => 1 + layers * 2 * (2 ** levels - 1);
  for (const layers of [1, 2, 3]) {
    for (const sequenceLength of [2, 3, 5, 24, 25, 96, 512]) {
      const levels = levelsOf({ ...shape, layers, sequenceLength });
      expect(seen(layers, levels)).toBeGreaterThanOrEqual(sequenceLength);
      expect(levels === 1 || seen(layers, levels - 1) < sequenceLength).toBe(true);
    }
  }
});

test('heads divide the width', () => {
  expect([64, 50, 7, 1].map((hidden) => headsOf({ ...shape, hidden }))).toEqual([4, 2, 1, 1]);
});
