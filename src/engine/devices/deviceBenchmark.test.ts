import { inEnglish } from '../../testing/inEnglish';
import { ForecastFailure } from '../../core/options/errors';
import type { Device, DeviceStatus, Engine } from '../model/engine';
import { createReferenceEngine } from '../reference/reference';
import type { Bucket } from '../model/workload';
import { DeviceBenchmark, type DeviceBenchmarkParts } from './deviceBenchmark';
import type { Speed } from './measure';
import type { SpeedStore } from './speedStore';

const bucket: Bucket = { batchSize: 4, shape: { features: 1, sequenceLength: 4, layers: 1, hidden: 2, outputs: 1 } };
const larger: Bucket = { ...bucket, batchSize: 8 };
const real: DeviceStatus[] = [
  { device: 'webgpu', available: true, detail: 'nvidia ampere', isSoftware: false },
  { device: 'wasm', available: true, detail: 'WebAssembly with SIMD' },
  { device: 'cpu', available: true, detail: 'TypeScript' },
];

/** Engines whose epochs take this long a step on a clock of their own, ms. */
function setUp(
  stepMs: Partial<Record<Device, number>> = { webgpu: 0.5, wasm: 4 },
  parts: Partial<DeviceBenchmarkParts> = {}
) {
  let clock = 0;
  const dropped: Device[] = [];
  const used: Device[] = [];
  const use = async (device: Device): Promise<Engine> => {
    used.push(device);
    const engine = createReferenceEngine();
    const create: Engine['create'] = async (...args) => {
      const network = await engine.create(...args);
      network.trainEpoch = async (order) => {
        clock += (order.length / args[3].batchSize) * (stepMs[device] ?? NaN);
        return 1;
      };
      return network;
    };
    return { ...engine, device, create };
  };
  const all: DeviceBenchmarkParts = {
    probe: jest.fn(async () => real),
    engines: { use, drop: (device) => dropped.push(device) },
    speeds: createMapStore(),
    browser: 'Chrome 140',
    now: () => clock,
    ...parts,
  };
  return { benchmark: new DeviceBenchmark(all), parts: all, dropped, used };
}

it('times WebGPU and WASM, once for each size', async () => {
  const { benchmark, used, parts } = setUp();
  const { statuses, speeds } = await benchmark.benchmark(bucket);
  expect(statuses).toEqual(real);
  expect(speeds?.map(({ device, stepMs }) => [device, stepMs])).toEqual([
    ['webgpu', 0.5],
    ['wasm', 4],
  ]);
  await benchmark.benchmark(bucket);
  expect(used).toEqual(['webgpu', 'wasm']);
  await benchmark.benchmark(larger);
  expect(used).toHaveLength(4);
  expect(parts.probe).toHaveBeenCalledTimes(1);
});

it('remembers what was measured with this adapter and this browser, and not with others', async () => {
  const first = setUp();
  await first.benchmark.benchmark(bucket);
  const { speeds } = first.parts;
  const again = setUp({}, { speeds });
  expect((await again.benchmark.benchmark(bucket)).speeds).toHaveLength(2);
  expect(again.used).toEqual([]);
  const updated = setUp({ webgpu: 1, wasm: 2 }, { speeds, browser: 'Chrome 141' });
  await updated.benchmark.benchmark(bucket);
  expect(updated.used).toHaveLength(2);
  const probe = async () => [{ ...real[0], detail: 'intel xe' } as DeviceStatus, ...real.slice(1)];
  const other = setUp({ webgpu: 1, wasm: 2 }, { speeds, probe });
  await other.benchmark.benchmark(bucket);
  expect(other.used).toHaveLength(2);
});

it.each<[string, DeviceStatus]>([
  ['the processor plays the GPU', { device: 'webgpu', available: true, detail: 'swiftshader', isSoftware: true }],
  ['there is none', { device: 'webgpu', available: false, why: 'no https' }],
])('times nothing where %s', async (_, status) => {
  const { benchmark, used } = setUp({}, { probe: async () => [status, ...real.slice(1)] });
  expect(await benchmark.benchmark(bucket)).toEqual({ statuses: [status, ...real.slice(1)] });
  expect(used).toEqual([]);
});

it('times nothing when it is not asked to', async () => {
  const { benchmark, used } = setUp();
  expect(await benchmark.benchmark()).toEqual({ statuses: real });
  expect(used).toEqual([]);
});

it('says why a device that fails is none, releases it, and tries it again another time', async () => {
  const failure = new ForecastFailure({ kind: 'device-failed', device: 'webgpu', message: 'no memory' });
  const { benchmark, parts, dropped } = setUp();
  const { use: start } = parts.engines;
  parts.engines.use = async (device) => (device === 'webgpu' ? Promise.reject(failure) : start(device));
  const { statuses, speeds } = await benchmark.benchmark(bucket);
  expect(inEnglish(statuses[0])).toEqual({
    device: 'webgpu',
    available: false,
    why: 'it failed when it was tried: no memory',
  });
  expect(speeds).toBeUndefined();
  expect(dropped).toEqual(['webgpu']);
  parts.engines.use = start;
  expect((await benchmark.benchmark(bucket)).speeds).toHaveLength(2);
});

it('does not wait for ever for a driver that hangs', async () => {
  jest.useFakeTimers();
  const { benchmark, parts } = setUp();
  const { use: start } = parts.engines;
  parts.engines.use = (device) => (device === 'webgpu' ? new Promise(() => {}) : start(device));
  const asked = benchmark.benchmark(bucket);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(inEnglish((await asked).statuses[0])).toMatchObject({
    available: false,
    why: expect.stringContaining('within 10 s'),
  });
  jest.useRealTimers();
});

function createMapStore(): SpeedStore {
  const speeds = new Map<string, Speed[]>();
  return { load: async (key) => speeds.get(key), save: async (key, found) => void speeds.set(key, [...found]) };
}
