import { english } from '../../core/language/phrase';
import { isOpen, rankDevices, type DeviceFacts, type Demand } from './choose';
import { DEVICES, type Device, type DeviceStatus } from '../model/engine';
import { createEngine, engineTable } from './registry';

/** Statuses of a browser: hardware GPUs unless changed. */
function statuses(changes: Partial<Record<Device, Partial<DeviceStatus>>> = {}): DeviceStatus[] {
  return DEVICES.map(
    (device) => ({ device, available: true, detail: `a ${device}`, ...changes[device] }) as DeviceStatus
  );
}
const missing = (why: string): Partial<DeviceStatus> => ({ available: false, why });
const software = (detail: string): Partial<DeviceStatus> => ({ isSoftware: true, detail });

/** Set-up, one step, and a step of eight side by side, ms. */
const gpu = (setupMs: number, stepMs: number, groupStepMs?: number) =>
  ({ device: 'webgpu', setupMs, stepMs, groupStepMs }) as const;
const wasm = (stepMs: number) => ({ device: 'wasm', setupMs: 5, stepMs }) as const;

const rank = (wanted: Device | 'auto', facts: Partial<DeviceFacts>, demand: Partial<Demand> = {}) =>
  rankDevices(wanted, { statuses: statuses(), ...facts }, { steps: 1000, series: 1, workers: 1, ...demand }).map(
    ({ device, reason }) => ({ device, reason: english(reason) })
  );
const first = (...args: Parameters<typeof rank>) => rank(...args)[0];
const order = (...args: Parameters<typeof rank>) => rank(...args).map(({ device }) => device);

describe('auto, measured', () => {
  test('takes what is done first, and says by what figures', () => {
    expect(order('auto', { speeds: [gpu(300, 0.5), wasm(3.9)] })).toEqual(['webgpu', 'wasm', 'webgl', 'cpu']);
    expect(first('auto', { speeds: [gpu(300, 0.5), wasm(3.9)] }).reason).toBe(
      '0.5 ms a step against 3.9 ms on WASM, measured on this machine'
    );
    expect(first('auto', { speeds: [gpu(300, 126), wasm(3.9)] })).toEqual({
      device: 'wasm',
      reason: '3.9 ms a step against 126 ms on WebGPU, measured on this machine',
    });
  });

  test('counts the set-up: it does not pay for a short training', () => {
    const speeds = [gpu(300, 0.5), wasm(3.9)];
    expect(first('auto', { speeds }, { steps: 80 })).toEqual({
      device: 'wasm',
      reason: '3.9 ms a step against 0.5 ms on WebGPU, which takes 300 ms to start, measured on this machine',
    });
    expect(first('auto', { speeds }, { steps: 100 }).device).toBe('webgpu');
  });

  test('counts the series that wait: side by side on a GPU, over the workers on WASM', () => {
    const speeds = [gpu(0, 6, 7), wasm(4)];
    expect(first('auto', { speeds }).device).toBe('wasm');
    expect(first('auto', { speeds }, { series: 8 })).toEqual({
      device: 'webgpu',
      reason: '7.0 ms for a step of 8 series against 32 ms on WASM, measured on this machine',
    });
    expect(first('auto', { speeds }, { series: 8, workers: 8 }).device).toBe('wasm');
    expect(first('auto', { speeds: [gpu(0, 6), wasm(4)] }, { series: 8 }).device).toBe('wasm');
  });

  test('is no matter where the user chose', () => {
    const speeds = [gpu(300, 0.5), wasm(3.9)];
    expect(first('wasm', { speeds })).toEqual({ device: 'wasm', reason: 'chosen in the options' });
    expect(first('webgl', { speeds })).toEqual({ device: 'webgl', reason: 'chosen in the options' });
  });

  test('is needed only for a GPU of hardware, beside WASM', () => {
    expect(isOpen('auto', statuses())).toBe(true);
    expect(isOpen('webgpu', statuses())).toBe(false);
    expect(isOpen('auto', statuses({ webgpu: software('swiftshader') }))).toBe(false);
    expect(isOpen('auto', statuses({ webgpu: missing('no https') }))).toBe(false);
    expect(isOpen('auto', statuses({ wasm: missing('csp') }))).toBe(false);
  });
});

describe('auto, not measured', () => {
  test('takes WASM and says why', () => {
    const unmeasured = 'the GPU was busy';
    expect(order('auto', { unmeasured })).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
    expect(first('auto', { unmeasured }).reason).toBe('the GPU was busy');
  });

  test('takes the processor before a GPU that the processor plays', () => {
    const played = statuses({ webgpu: software('swiftshader (software)'), webgl: software('llvmpipe (software)') });
    expect(order('auto', { statuses: played })).toEqual(['wasm', 'cpu', 'webgl', 'webgpu']);
    expect(first('auto', { statuses: played }).reason).toBe('faster than this GPU, which is swiftshader (software)');
  });

  test('says why there is no GPU', () => {
    expect(first('auto', { statuses: statuses({ webgpu: missing('no https') }) })).toEqual({
      device: 'wasm',
      reason: 'no https',
    });
  });

  test('never prefers WebGL to WASM', () => {
    const noWebGpu = statuses({ webgpu: missing('no webgpu') });
    expect(order('auto', { statuses: noWebGpu })).toEqual(['wasm', 'webgl', 'cpu']);
  });

  test('without WASM', () => {
    expect(first('auto', { statuses: statuses({ wasm: missing('csp') }) })).toEqual({
      device: 'webgpu',
      reason: 'WASM is not available: csp',
    });
    const none = { webgpu: missing('no gpu'), webgl: missing('no gl'), wasm: missing('csp') };
    expect(first('auto', { statuses: statuses(none) }).device).toBe('cpu');
  });
});

describe('a chosen device', () => {
  test.each(DEVICES)('%s is taken where it exists, and the others follow', (device) => {
    const [chosen, ...rest] = rank(device, {});
    expect(chosen).toEqual({ device, reason: 'chosen in the options' });
    expect(rest).toHaveLength(3);
    expect(new Set(rest.map(({ reason }) => reason)).size).toBe(1);
    expect(rest[0].reason).toMatch(/^\w+ failed$/);
  });

  test('is taken even if it is slow, and said to be', () => {
    const { device, reason } = first('webgl', { statuses: statuses({ webgl: software('llvmpipe (software)') }) });
    expect({ device, reason }).toEqual({
      device: 'webgl',
      reason: 'chosen in the options; slow, for it is llvmpipe (software)',
    });
  });

  test('that does not exist gives way to the best, with the reason', () => {
    const choices = rank('webgpu', { statuses: statuses({ webgpu: missing('this browser has no WebGPU') }) });
    expect(choices[0]).toEqual({ device: 'wasm', reason: 'WebGPU is not available: this browser has no WebGPU' });
    expect(choices.map(({ device }) => device)).not.toContain('webgpu');
  });
});

test('with no status at all the processor is left', () => {
  expect(rank('auto', { statuses: [] })).toEqual([{ device: 'cpu', reason: 'nothing else is available' }]);
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

describe('what several series take', () => {
  const two = (setup: number, step: number, group: number) => [gpu(setup, step, group), wasm(1)];

  test('on a GPU is read off a line through one and eight of them', () => {
    // 1 ms alone and 8 ms for eight: 1 ms for each, as WASM in turns.
    const reason = first('webgpu', { speeds: two(0, 1, 8) }).reason;
    expect(reason).toBe('chosen in the options');
    expect(first('auto', { speeds: two(0, 1, 4.5) }, { series: 15 }).reason).toBe(
      '8.0 ms for a step of 15 series against 15 ms on WASM, measured on this machine'
    );
    expect(first('auto', { speeds: two(0, 0.5, 4) }, { series: 3 }).reason).toBe(
      '1.5 ms for a step of 3 series against 3.0 ms on WASM, measured on this machine'
    );
  });

  test('is never less for more of them, even where eight were faster than one', () => {
    expect(first('auto', { speeds: two(0, 0.9, 0.1) }, { series: 8 }).reason).toMatch(/^0.9 ms for a step of 8 series/);
  });

  test('on the processor goes by whole turns of its workers', () => {
    const reasonWith = (series: number, workers: number) =>
      first('auto', { speeds: [gpu(1e6, 1, 1), wasm(2)] }, { series, workers }).reason;
    expect(reasonWith(5, 4)).toMatch(/^4.0 ms for a step of 5 series/);
    expect(reasonWith(4, 4)).toMatch(/^2.0 ms for a step of 4 series/);
  });

  test('on a GPU without groups is one after the other, whatever the workers', () => {
    expect(first('auto', { speeds: [gpu(0, 1), wasm(9)] }, { series: 5, workers: 2 }).reason).toMatch(
      /^5.0 ms for a step of 5 series against 27 ms/
    );
  });
});

describe('figures', () => {
  test('have a decimal below ten milliseconds, and none from there on', () => {
    expect(first('auto', { speeds: [gpu(0, 9.94), wasm(10)] }).reason).toMatch(/^9.9 ms a step against 10 ms on WASM/);
    expect(first('auto', { speeds: [gpu(0, 0.04), wasm(1234.5)] }).reason).toMatch(/^0.0 ms a step against 1235 ms/);
  });

  test('of one device alone are compared with none', () => {
    expect(first('auto', { speeds: [wasm(1)] }).reason).toBe('the only one that could be measured on this machine');
  });

  test('leave devices that were not measured behind, in their order', () => {
    expect(order('auto', { speeds: [wasm(1)] })).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
    const gone = statuses({ wasm: missing('a policy') });
    expect(order('auto', { statuses: gone, speeds: [wasm(1), gpu(0, 5)] })).toEqual(['webgpu', 'webgl', 'cpu']);
  });
});

test('the next in line says which failed', () => {
  expect(rank('webgl', {}).slice(1)).toEqual([
    { device: 'wasm', reason: 'WebGL failed' },
    { device: 'webgpu', reason: 'WebGL failed' },
    { device: 'cpu', reason: 'WebGL failed' },
  ]);
});

describe('a network of layers', () => {
  const network = 'gru';

  test('goes to a GPU where there is one, whatever an LSTM of its size was measured to take', () => {
    const facts = { speeds: [gpu(300, 126), wasm(3.9)] };
    expect(order('auto', facts, { network })).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
    expect(first('auto', facts, { network }).reason).toBe('a GPU, which TensorFlow.js takes where there is one');
    expect(order('wasm', facts, { network })[0]).toBe('wasm');
  });

  test('goes to the processor before a GPU that the processor plays', () => {
    const played = statuses({ webgpu: software('SwiftShader'), webgl: software('SwiftShader') });
    expect(order('auto', { statuses: played }, { network })).toEqual(['wasm', 'cpu', 'webgl', 'webgpu']);
  });
});
