import { phrase } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import type { DeviceStatus } from '../model/engine';
import type { Workload } from '../model/workload';
import type { Choice, DeviceFacts } from './choose';
import { avoiding, DeviceSelector, processorChoices, withoutGpus } from './deviceSelector';
import { reasonOf } from './reasonOf';

const workload: Workload = {
  shape: { features: 1, sequenceLength: 24, layers: 1, hidden: 50, outputs: 1 },
  batchSize: 32,
  steps: 100,
};
const larger: Workload = { ...workload, batchSize: 512 };
const gpu: DeviceStatus = { device: 'webgpu', available: true, detail: 'a card' };
const wasm: DeviceStatus = { device: 'wasm', available: true, detail: 'SIMD' };
const statuses = [gpu, wasm];
const measured: DeviceFacts = {
  statuses,
  speeds: [
    { device: 'webgpu', setupMs: 300, stepMs: 1 },
    { device: 'wasm', setupMs: 1, stepMs: 2 },
  ],
};

/** A worker that says what it knows, and counts what it is asked. */
function worker(found: readonly DeviceStatus[] = statuses, facts: DeviceFacts | Error = measured) {
  return jest.fn(async (bucket: unknown): Promise<DeviceFacts> => {
    if (bucket === undefined) {
      return { statuses: found };
    }
    if (facts instanceof Error) {
      throw facts;
    }
    return facts;
  });
}

test('nothing is known before the first question', () => {
  const selector = new DeviceSelector();
  expect(selector.hasGpu).toBe(false);
  expect(selector.find('auto', workload)).toBeUndefined();
  expect(selector.find('wasm', workload)).toBeUndefined();
  expect(selector.findUnmeasured()).toBeUndefined();
});

test('auto is measured once for each size of network', async () => {
  const selector = new DeviceSelector();
  const ask = worker();
  await selector.benchmark('auto', workload, ask);
  expect(ask.mock.calls.map(([bucket]) => bucket && true)).toEqual([undefined, true]);
  expect(selector.find('auto', workload)).toBe(measured);
  expect(selector.find('auto', larger)).toBeUndefined();
  await selector.benchmark('auto', { ...workload, batchSize: 33, steps: 7 }, ask);
  expect(ask).toHaveBeenCalledTimes(2);
  await selector.benchmark('auto', larger, ask);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(ask.mock.calls[2][0]).toMatchObject({ batchSize: 512 });
});

test('a device of the options, or a page without a GPU, needs no figures', async () => {
  const chosen = new DeviceSelector();
  const ask = worker();
  await chosen.benchmark('wasm', workload, ask);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(chosen.find('wasm', workload)).toEqual({ statuses });
  expect(chosen.find('auto', workload)).toBeUndefined();
  const without = new DeviceSelector();
  await without.benchmark('auto', workload, worker([wasm]));
  expect(without.find('auto', workload)).toEqual({ statuses: [wasm] });
});

test('a GPU is worth a worker where it is one of hardware', async () => {
  const has = async (...found: DeviceStatus[]) => {
    const selector = new DeviceSelector();
    await selector.benchmark('cpu', workload, worker(found));
    return selector.hasGpu;
  };
  expect(await has(gpu, wasm)).toBe(true);
  expect(await has(wasm)).toBe(false);
  expect(await has({ device: 'webgpu', available: true, detail: 'played', isSoftware: true })).toBe(false);
  expect(await has({ device: 'webgpu', available: false, why: 'no https' })).toBe(false);
  expect(await has({ device: 'webgl', available: true, detail: 'a card' })).toBe(false);
});

test('where measuring takes the worker down the GPU counts as one that failed, and says why', async () => {
  const selector = new DeviceSelector();
  await selector.benchmark('auto', workload, worker(statuses, new Error('the driver is gone')));
  expect(selector.find('auto', workload)).toEqual({
    statuses: [{ device: 'webgpu', available: false, why: 'it failed when it was tried: the driver is gone' }, wasm],
  });
});

test('the first question may fail, and is asked again then', async () => {
  const selector = new DeviceSelector();
  const ask = worker().mockRejectedValueOnce(new Error('no worker'));
  await expect(selector.benchmark('auto', workload, ask)).rejects.toThrow('no worker');
  await selector.benchmark('auto', workload, ask);
  expect(selector.find('auto', workload)).toBe(measured);
});

test('a GPU that is busy is not timed, and the details say so', async () => {
  const selector = new DeviceSelector();
  await selector.benchmark('cpu', workload, worker());
  expect(selector.findUnmeasured()).toEqual({
    statuses,
    unmeasured: 'the GPU was busy and could not be timed for a network of this size',
  });
});

describe('choices', () => {
  const of = (...devices: Array<Choice['device']>) => devices.map((device): Choice => ({ device, reason: device }));
  const devices = (choices: Choice[]) => choices.map(({ device }) => device);

  test('of a forecast alone are the processor’s', () => {
    expect(devices(processorChoices('auto'))).toEqual(['wasm', 'cpu']);
    expect(devices(processorChoices('cpu'))).toEqual(['cpu', 'wasm']);
    expect(devices(processorChoices('webgpu'))).toEqual(['wasm', 'cpu']);
  });

  test('without GPUs keep their order', () => {
    expect(devices(withoutGpus(of('webgpu', 'cpu', 'webgl', 'wasm')))).toEqual(['cpu', 'wasm']);
  });

  test('that avoid a device have it last', () => {
    expect(devices(avoiding(of('webgpu', 'wasm', 'cpu'), 'webgpu'))).toEqual(['wasm', 'cpu', 'webgpu']);
    expect(devices(avoiding(of('webgpu', 'wasm'), undefined))).toEqual(['webgpu', 'wasm']);
  });
});

test('a reason is in the words of the device or worker, of an error’s sentence, or whatever was thrown', () => {
  const device = new ForecastFailure({ kind: 'device-failed', device: 'webgpu', message: 'out of memory' });
  expect(reasonOf(device)).toBe('out of memory');
  expect(reasonOf(new ForecastFailure({ kind: 'worker-failed', message: 'it died' }))).toBe('it died');
  expect(reasonOf(new ForecastFailure({ kind: 'too-large', what: phrase('models'), size: 9, limit: 4 }))).toMatch(
    /models/
  );
  expect(reasonOf(new Error('lost'))).toBe('lost');
  expect(reasonOf(7)).toBe('7');
});

test('nothing is timed for a network of layers, which goes by the order of devices', async () => {
  const selector = new DeviceSelector();
  const ask = worker();
  const layered: Workload = { ...workload, shape: { ...workload.shape, network: 'gru' } };
  await selector.benchmark('auto', layered, ask);
  expect(ask.mock.calls).toEqual([[undefined]]);
  expect(selector.find('auto', layered)).toEqual({ statuses });
});
