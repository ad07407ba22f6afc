import type { ModelShape } from '../model/engine';
import { ForecastFailure } from '../../core/options/errors';
import { planLayout } from './shaders/layout';
import { checkLimits, type Limits } from './limits';

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
    return error instanceof ForecastFailure ? error.detail : error;
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
