import { phrase } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import type { Engine, Network } from '../model/engine';
import { GROUP, measureSpeed } from './measure';
import { createReferenceEngine } from '../reference/reference';
import type { Bucket } from '../model/workload';

const bucket: Bucket = {
  batchSize: 4,
  shape: { features: 2, sequenceLength: 4, layers: 1, hidden: 2, outputs: 1 },
};

/** An engine on a clock of its own: what starting, an epoch and a step cost is told, the very first step costs more. */
function scripted(costs: { start: number; first: number; epoch: number; step: number; perNetwork?: number }) {
  let clock = 0;
  let isWarm = false;
  const log = { disposed: 0, created: 0 };
  const epoch = (order: Int32Array, size = 1) => {
    const steps = order.length / bucket.batchSize;
    clock += (isWarm ? 0 : costs.first) + costs.epoch + steps * (costs.step + (size - 1) * (costs.perNetwork ?? 0));
    isWarm = true;
  };
  const network: Network = {
    trainEpoch: async (order) => {
      epoch(order);
      return 1;
    },
    evaluate: async () => NaN,
    forecast: async () => new Float32Array(0),
    getWeights: async () => new Float32Array(0),
    setWeights: async () => {},
    dispose: () => void log.disposed++,
  };
  const engine: Engine = {
    device: 'webgpu',
    name: 'scripted',
    async create() {
      log.created++;
      return network;
    },
    createGroup:
      costs.perNetwork === undefined
        ? undefined
        : async (_, { length: size }) => ({
            size,
            async trainEpoch(orders) {
              epoch(orders[0], size);
              return [];
            },
            getWeights: async () => [],
            dispose: () => void log.disposed++,
          }),
    dispose() {},
  };
  const start = async () => {
    clock += costs.start;
    return engine;
  };
  return { start, log, now: () => clock };
}

test('a step is what three more of them take, without what an epoch costs by itself', async () => {
  const { start, now, log } = scripted({ start: 100, first: 40, epoch: 5, step: 2 });
  expect(await measureSpeed('webgpu', start, bucket, now)).toEqual({
    device: 'webgpu',
    setupMs: 100 + 40 + 5 + 2,
    stepMs: 2,
  });
  expect(log).toEqual({ created: 1, disposed: 1 });
});

test('an engine that trains side by side is timed for that too', async () => {
  const { start, now, log } = scripted({ start: 100, first: 0, epoch: 5, step: 2, perNetwork: 0.5 });
  expect(await measureSpeed('webgpu', start, bucket, now)).toMatchObject({
    stepMs: 2,
    groupStepMs: 2 + (GROUP - 1) * 0.5,
  });
  expect(log.disposed).toBe(2);
});

test('a long step is timed once', async () => {
  const { start, now } = scripted({ start: 0, first: 0, epoch: 5, step: 700 });
  expect(await measureSpeed('webgpu', start, bucket, now)).toMatchObject({ stepMs: 705 });
  expect(now()).toBe(2 * 705);
});

test('several that do not fit on a device say nothing against one', async () => {
  const { start, now } = scripted({ start: 0, first: 0, epoch: 5, step: 2, perNetwork: 1 });
  const narrow = async (): Promise<Engine> => {
    const engine = await start();
    const createGroup: Engine['createGroup'] = async (...args) => {
      if (args[1].length > 1) {
        throw new ForecastFailure({ kind: 'too-large', what: phrase('networks'), size: 8, limit: 4 });
      }
      return engine.createGroup!(...args);
    };
    return { ...engine, createGroup };
  };
  const speed = await measureSpeed('webgpu', narrow, bucket, now);
  expect(speed).toEqual({ device: 'webgpu', setupMs: 7, stepMs: 2 });
});

test('a clock too coarse to see a step does not make it free', async () => {
  const { start } = scripted({ start: 0, first: 0, epoch: 0, step: 1 });
  expect((await measureSpeed('webgpu', start, bucket, () => 0)).stepMs).toBeGreaterThan(0);
});

test('a device that fails is released, and its failure is told', async () => {
  const engine = createReferenceEngine();
  const dispose = jest.fn();
  const create: Engine['create'] = async (...args) => {
    const network = await engine.create(...args);
    network.trainEpoch = () => Promise.reject(new Error('lost'));
    network.dispose = dispose;
    return network;
  };
  await expect(measureSpeed('cpu', async () => ({ ...engine, create }), bucket)).rejects.toThrow('lost');
  expect(dispose).toHaveBeenCalledTimes(1);
});

test('a real engine can be measured', async () => {
  const { setupMs, stepMs } = await measureSpeed('cpu', async () => createReferenceEngine(), bucket);
  expect(setupMs).toBeGreaterThan(0);
  expect(stepMs).toBeGreaterThan(0);
});

test('what an engine is asked to train: epochs of one and of four whole batches of real windows', async () => {
  const engine = createReferenceEngine();
  const orders: number[] = [];
  const create: Engine['create'] = async (shape, weights, data, options) => {
    expect(options.batchSize).toBe(bucket.batchSize);
    expect(data.origins).toHaveLength(4 * bucket.batchSize);
    expect([data.origins[0], data.origins.at(-1)]).toEqual([3, data.inputs.length / 2 - 1]);
    expect([...data.inputs, ...data.targets].every((value) => Math.abs(value) <= 0.5)).toBe(true);
    const network = await engine.create(shape, weights, data, options);
    const { trainEpoch } = network;
    network.trainEpoch = (order, signal) => {
      orders.push(order.length / bucket.batchSize);
      return trainEpoch.call(network, order, signal);
    };
    return network;
  };
  await measureSpeed(
    'cpu',
    async () => ({ ...engine, create }),
    bucket,
    () => 0
  );
  expect(orders).toEqual([1, 1, 4]);
});

test('a step of exactly a tenth of a second is long; what a long one needed to start is set-up', async () => {
  const { start, now } = scripted({ start: 7, first: 3, epoch: 0, step: 100 });
  expect(await measureSpeed('webgpu', start, bucket, now)).toEqual({ device: 'webgpu', setupMs: 110, stepMs: 100 });
  expect(now()).toBe(210);
});

test('another failure of several than their size is told', async () => {
  const { start, now } = scripted({ start: 0, first: 0, epoch: 5, step: 2, perNetwork: 1 });
  const failing = async (): Promise<Engine> => {
    const engine = await start();
    const createGroup: Engine['createGroup'] = async (...args) => {
      if (args[1].length > 1) {
        throw new ForecastFailure({ kind: 'device-failed', device: 'webgpu', message: 'lost' });
      }
      return engine.createGroup!(...args);
    };
    return { ...engine, createGroup };
  };
  await expect(measureSpeed('webgpu', failing, bucket, now)).rejects.toMatchObject({
    detail: { kind: 'device-failed' },
  });
});
