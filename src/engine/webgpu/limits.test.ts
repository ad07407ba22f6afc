import { inEnglish } from '../../testing/inEnglish';
import type { ModelShape } from '../model/engine';
import { ForecastFailure } from '../../core/options/errors';
import { planLayout, ROWS, VALIDATION_ROWS } from './shaders/layout';
import { checkLimits, type Limits, networkSizes, trainingSizes } from './limits';

/** The least limits of any WebGPU device. */
const DEFAULTS: Limits = {
  maxBufferSize: 2 ** 28,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeWorkgroupsPerDimension: 65535,
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxUniformBufferBindingSize: 65536,
};

const small: ModelShape = { features: 1, sequenceLength: 24, layers: 1, hidden: 8, outputs: 1 };
const widest: ModelShape = { features: 32, sequenceLength: 288, layers: 2, hidden: 128, outputs: 288 };
const options = { batchSize: 64, learningRate: 0.001, clipNorm: 1, dropout: 0.1 };

function failureOf(shape: ModelShape, limits: Partial<Limits> = {}, models = 1, isTraining = true) {
  try {
    checkLimits(planLayout(shape, models, options), { ...DEFAULTS, ...limits }, 1000, isTraining);
    return undefined;
  } catch (error) {
    return error instanceof ForecastFailure ? inEnglish(error.detail) : error;
  }
}

test('any device trains 128 units over 288 steps in batches of 64', () => {
  expect(failureOf(widest)).toBeUndefined();
});

test('three layers of 128 units with dropout fit the least workgroup memory', () => {
  expect(failureOf({ ...widest, layers: 3, sequenceLength: 24 })).toBeUndefined();
});

test.each<[keyof Limits, number, string]>([
  ['maxBufferSize', 1000, 'bytes in a buffer'],
  ['maxStorageBufferBindingSize', 1000, 'bytes in a buffer'],
  ['maxComputeInvocationsPerWorkgroup', 16, 'threads'],
  ['maxComputeWorkgroupStorageSize', 256, 'workgroup memory'],
  ['maxComputeWorkgroupsPerDimension', 1, 'workgroups'],
  ['maxStorageBuffersPerShaderStage', 7, 'storage buffers'],
  ['maxUniformBufferBindingSize', 16, 'models'],
])('a device with too small a %s says so', (name, limit, what) => {
  expect(failureOf(small, { [name]: limit })).toMatchObject({
    kind: 'too-large',
    what: expect.stringContaining(what),
    limit,
  });
});

test('too many models for a buffer are refused, and what only training needs does not count without it', () => {
  expect(failureOf(widest, {}, 4)).toMatchObject({ kind: 'too-large' });
  expect(failureOf(widest, {}, 4, false)).toBeUndefined();
});

describe('sizes', () => {
  const shape: ModelShape = { features: 3, sequenceLength: 5, layers: 2, hidden: 6, outputs: 7, valuesPerOutput: 2 };
  const own = { batchSize: 9, learningRate: 0.01, clipNorm: 0.5 };
  const layout = planLayout(shape, 3, own);

  test('of buffers are those that the kernels index', () => {
    const { models, vectors, parameterVectors, splits, sweeps } = layout;
    const places = 3 * 2 * 5 * 3 * 6; // models, layers, steps, groups, units
    expect(networkSizes(layout)).toEqual({ parameters: 16 * models * parameterVectors, losses: 4 * models * (3 + 32) });
    expect(trainingSizes(layout)).toEqual({
      deltas: 16 * places * ROWS,
      states: 16 * places * 2,
      predictions: 16 * models * VALIDATION_ROWS * 4,
      partials: 16 * models * splits * vectors,
      moments: 16 * models * vectors * 2,
      norms: 4 * models * sweeps,
    });
    const wide = trainingSizes(planLayout(shape, 1, { ...own, batchSize: 201 }));
    expect(wide.predictions).toBe(16 * 204 * 4);
  });

  test('up to the limits are taken, and one beyond is told as it is', () => {
    const largest = Math.max(...Object.values({ ...networkSizes(layout), ...trainingSizes(layout) }));
    const check = (change: Partial<Limits>, bytes = 0) => checkLimits(layout, { ...DEFAULTS, ...change }, bytes, true);
    const refused = (what: string, size: number, limit: number) =>
      expect.objectContaining({ detail: { kind: 'too-large', what: { english: what }, size, limit } });
    expect(() => check({ maxBufferSize: largest })).not.toThrow();
    expect(() => check({ maxStorageBufferBindingSize: largest - 1 })).toThrow(
      refused('bytes in a buffer of the GPU', largest, largest - 1)
    );
    expect(() => check({ maxBufferSize: largest }, largest + 4)).toThrow(
      refused('bytes in a buffer of the GPU', largest + 4, largest)
    );
    expect(() => check({ maxUniformBufferBindingSize: 96 })).not.toThrow();
    expect(() => check({ maxUniformBufferBindingSize: 95 })).toThrow(refused('models at once on the GPU', 96, 95));
    expect(() => check({ maxStorageBuffersPerShaderStage: 8 })).not.toThrow();
    const scratch = 16 * layout.scratchVectors;
    expect(() => check({ maxComputeWorkgroupStorageSize: scratch })).not.toThrow();
    expect(() => check({ maxComputeWorkgroupStorageSize: scratch - 1 })).toThrow(
      refused('bytes of workgroup memory of the GPU', scratch, scratch - 1)
    );
    const most = Math.max(layout.sweeps, layout.tiles.length / 4, layout.groups, 3);
    expect(() => check({ maxComputeWorkgroupsPerDimension: most })).not.toThrow();
    expect(() => check({ maxComputeWorkgroupsPerDimension: most - 1 })).toThrow(
      refused('workgroups of the GPU', most, most - 1)
    );
  });
});
