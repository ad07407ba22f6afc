import type { Device, Engine } from '../model/engine';
import { WorkerEngines } from './engines';

function setUp(broken: Device[] = []) {
  const source = {
    start: jest.fn(async (device: Device): Promise<Engine> => {
      if (broken.includes(device)) {
        throw new Error(`no ${device}`);
      }
      return { device, name: device, create: () => Promise.reject(new Error('not part of this test')), dispose };
    }),
  };
  const dispose = jest.fn();
  return { engines: new WorkerEngines(source.start), source, dispose };
}

describe('engines of a worker', () => {
  it('starts an engine once, also for two jobs at the same time', async () => {
    const { engines, source } = setUp();
    const [first, second] = await Promise.all([engines.use('wasm'), engines.use('wasm')]);
    expect(second).toBe(first);
    expect(source.start).toHaveBeenCalledTimes(1);
  });

  it('has another for networks of layers, but for WebGL, where TensorFlow.js trains all', async () => {
    const { engines } = setUp();
    expect(await engines.use('wasm', 'gru')).not.toBe(await engines.use('wasm'));
    expect(await engines.use('wasm', 'lstm')).toBe(await engines.use('wasm'));
    expect(await engines.use('webgl', 'gru')).toBe(await engines.use('webgl'));
    engines.drop('wasm', 'gru');
    expect(await engines.use('wasm')).toBe(await engines.use('wasm', 'lstm'));
  });

  it('releases a device that failed, and starts it afresh', async () => {
    const { engines, source, dispose } = setUp();
    await engines.use('wasm');
    engines.drop('wasm');
    await Promise.resolve();
    expect(dispose).toHaveBeenCalledTimes(1);
    await engines.use('wasm');
    expect(source.start).toHaveBeenCalledTimes(2);
  });

  it('starts afresh what did not start: a file that did not load once may load the next time', async () => {
    const broken: Device[] = ['wasm'];
    const { engines, source } = setUp(broken);
    await expect(engines.use('wasm')).rejects.toThrow('no wasm');
    engines.drop('wasm');
    broken.pop();
    expect((await engines.use('wasm')).device).toBe('wasm');
    expect(source.start).toHaveBeenCalledTimes(2);
  });
});
