import { rankDevices } from './choose';
import { DEVICES, type Device, type DeviceStatus, type ModelShape } from './engine';
import { createEngine, engineTable } from './registry';

const shape: ModelShape = { features: 6, sequenceLength: 24, layers: 2, hidden: 50, outputs: 12 };

/** Statuses of a browser: hardware GPUs unless changed. */
function statuses(changes: Partial<Record<Device, Partial<DeviceStatus>>> = {}): DeviceStatus[] {
  return DEVICES.map(
    (device) => ({ device, available: true, detail: `a ${device}`, ...changes[device] }) as DeviceStatus
  );
}
const missing = (why: string): Partial<DeviceStatus> => ({ available: false, why });
const software = (detail: string): Partial<DeviceStatus> => ({ isSoftware: true, detail });

const first = (...args: Parameters<typeof rankDevices>) => rankDevices(...args)[0];
const order = (...args: Parameters<typeof rankDevices>) => rankDevices(...args).map(({ device }) => device);

describe('auto', () => {
  test('takes WASM before GPUs that start a kernel for every operation', () => {
    expect(order('auto', statuses(), shape)).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
    expect(first('auto', statuses(), shape).reason).toBe('the fastest here for a network of this size');
  });

  test('takes the processor before a GPU that the processor plays', () => {
    const played = statuses({ webgpu: software('swiftshader (software)'), webgl: software('llvmpipe (software)') });
    expect(order('auto', played, shape)).toEqual(['wasm', 'cpu', 'webgl', 'webgpu']);
    expect(first('auto', played, shape).reason).toBe('faster than this GPU, which is swiftshader (software)');
  });

  test('says why there is no GPU', () => {
    const { device, reason } = first('auto', statuses({ webgpu: missing('no https') }), shape);
    expect({ device, reason }).toEqual({ device: 'wasm', reason: 'no https' });
  });

  test('takes an engine that beats WASM for this shape', () => {
    const spy = jest.spyOn(engineTable.webgpu, 'beatsWasm').mockImplementation(({ hidden }) => hidden >= 96);
    expect(first('auto', statuses(), { ...shape, hidden: 128 }).device).toBe('webgpu');
    expect(first('auto', statuses(), shape).device).toBe('wasm');
    expect(first('auto', statuses({ webgpu: software('x') }), { ...shape, hidden: 128 }).device).toBe('wasm');
    spy.mockRestore();
  });

  test('without WASM', () => {
    expect(first('auto', statuses({ wasm: missing('csp') }), shape).device).toBe('webgpu');
    const none = { webgpu: missing('no gpu'), webgl: missing('no gl'), wasm: missing('csp') };
    expect(first('auto', statuses(none), shape).device).toBe('cpu');
  });
});

describe('a chosen device', () => {
  test.each(DEVICES)('%s is taken where it exists, and the others follow', (device) => {
    const [first, ...rest] = rankDevices(device, statuses(), shape);
    expect(first).toEqual({ device, reason: 'chosen in the options' });
    expect(rest).toHaveLength(3);
    expect(new Set(rest.map(({ reason }) => reason))).toEqual(new Set([`${device} failed`]));
  });

  test('is taken even if it is slow, and said to be', () => {
    const { device, reason } = first('webgl', statuses({ webgl: software('llvmpipe (software)') }), shape);
    expect({ device, reason }).toEqual({
      device: 'webgl',
      reason: 'chosen in the options; slow, for it is llvmpipe (software)',
    });
  });

  test('that does not exist gives way to the best, with the reason', () => {
    const choices = rankDevices('webgpu', statuses({ webgpu: missing('this browser has no WebGPU') }), shape);
    expect(choices[0]).toEqual({ device: 'wasm', reason: 'webgpu is not available: this browser has no WebGPU' });
    expect(choices.map(({ device }) => device)).not.toContain('webgpu');
  });
});

test('with no status at all the processor is left', () => {
  expect(rankDevices('auto', [], shape)).toEqual([{ device: 'cpu', reason: 'nothing else is available' }]);
});

describe('createEngine', () => {
  test.each(['wasm', 'cpu'] as const)('starts the engine of %s', async (device) => {
    const engine = await createEngine(device);
    expect(engine.device).toBe(device);
    engine.dispose();
  });

  test('blames the device for whatever is thrown, such as a chunk that does not load', async () => {
    const start = jest.spyOn(engineTable.webgl, 'start').mockRejectedValue(new Error('Loading chunk 7 failed'));
    await expect(createEngine('webgl')).rejects.toMatchObject({
      detail: { kind: 'device-failed', device: 'webgl', message: 'Loading chunk 7 failed' },
    });
    start.mockRestore();
  });
});
