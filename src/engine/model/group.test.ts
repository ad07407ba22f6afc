import { ForecastFailure } from '../../core/options/errors';
import { cancelled, throwIfCancelled } from './cancelled';
import { deviceFailed } from './deviceFailed';
import type { Dataset, Engine, Member, ModelShape, Network, NetworkGroup } from './engine';
import { createGroup } from './group';

const shape: ModelShape = { features: 1, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1 };
const options = { batchSize: 1, learningRate: 0.1, clipNorm: 1 };
const data = {} as Dataset;
const member = (id: number): Member => ({ weights: Float32Array.of(id), data });

/** Networks that say what is asked of them; the loss of network n is n, and its weights are n. */
function setUp(fails = -1) {
  const log: string[] = [];
  const engine: Engine = {
    device: 'cpu',
    name: 'scripted',
    async create(_, weights) {
      const [id] = weights;
      if (id === fails) {
        throw new Error('no room');
      }
      log.push(`create ${id}`);
      const network: Partial<Network> = {
        trainEpoch: async (order, signal) => (log.push(`train ${id}: ${[...order]} ${signal?.aborted}`), id),
        evaluate: async (origins, signal) => (log.push(`measure ${id}: ${[...origins]} ${signal?.aborted}`), 10 * id),
        getWeights: async () => Float32Array.of(id),
        dispose: () => void log.push(`dispose ${id}`),
      };
      return network as Network;
    },
    dispose() {},
  };
  return { engine, log };
}

describe('an engine that trains one after the other', () => {
  test('gives each network its own windows, lets one rest, and releases them all', async () => {
    const { engine, log } = setUp();
    const group = await createGroup(engine, shape, [1, 2].map(member), options);
    expect(group.size).toBe(2);
    const { signal } = new AbortController();
    const orders = [Int32Array.of(5, 6), new Int32Array(0)];
    const outcomes = await group.trainEpoch(orders, [Int32Array.of(7), Int32Array.of(8)], signal);
    expect(outcomes).toEqual([
      { trainLoss: 1, validationLoss: 10, weights: Float32Array.of(1) },
      { trainLoss: NaN, validationLoss: NaN, weights: Float32Array.of(2) },
    ]);
    expect(await group.getWeights()).toEqual([Float32Array.of(1), Float32Array.of(2)]);
    group.dispose();
    expect(log).toEqual([
      ...['create 1', 'create 2', 'train 1: 5,6 false', 'measure 1: 7 false', 'dispose 1', 'dispose 2'],
    ]);
  });

  test('releases those it has made when there is no room for the next', async () => {
    const { engine, log } = setUp(3);
    await expect(createGroup(engine, shape, [1, 2, 3].map(member), options)).rejects.toThrow('no room');
    expect(log).toEqual(['create 1', 'create 2', 'dispose 1', 'dispose 2']);
  });
});

test('an engine that trains side by side is asked for that', async () => {
  const { engine, log } = setUp();
  const together = { size: 1 } as NetworkGroup;
  const asked = jest.fn(async () => together);
  const members = [member(1)];
  expect(await createGroup({ ...engine, createGroup: asked }, shape, members, options)).toBe(together);
  expect(asked).toHaveBeenCalledWith(shape, members, options);
  expect(log).toEqual([]);
});

test('what a device throws is told as its failure; our own failures stay as they are', () => {
  const own = cancelled();
  expect(deviceFailed('webgpu', own)).toBe(own);
  expect(deviceFailed('webgpu', new Error('lost')).detail).toEqual({
    kind: 'device-failed',
    device: 'webgpu',
    message: 'lost',
  });
  expect(deviceFailed('wasm', 'text').detail).toMatchObject({ message: 'text' });
});

test('cancelling is a failure of its own kind, thrown once it was asked for', () => {
  expect(cancelled()).toBeInstanceOf(ForecastFailure);
  expect(cancelled().detail).toEqual({ kind: 'cancelled' });
  expect(() => throwIfCancelled(new AbortController().signal)).not.toThrow();
  expect(() => throwIfCancelled()).not.toThrow();
  expect(() => throwIfCancelled(AbortSignal.abort())).toThrow('cancelled');
});
