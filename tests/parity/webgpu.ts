/** What only the fused WebGPU kernels promise, measured in a worker of a browser. */
import type { Dataset, Engine, Member, ModelShape, NetworkOptions } from '../../src/engine/model/engine';
import { dropoutKey } from '../../src/engine/model/dropout';
import { initialWeights } from '../../src/engine/model/lstm';
import { createRandom } from '../../src/engine/model/random';
import { lossAndGradient } from '../../src/engine/reference/reference';
import { pauseTraining, resumeTraining } from '../../src/engine/training/pause';
import { train } from '../../src/engine/training/train';
import { heldOnGpu } from '../../src/engine/webgpu/buffers';
import { createWebgpuEngine } from '../../src/engine/webgpu/webgpuEngine';
import type { WebgpuGroup } from '../../src/engine/webgpu/webgpuGroup';
import { makeInput, parityCases } from './cases';
import { relativeDistance } from './compare';

export interface WebgpuFacts {
  /** relative distance from the oracle's gradient, by case */
  gradients: Record<string, number>;
  /** dispatches of a training step, by shape; a forecast of many windows; a step without a known target */
  dispatches: { steps: number[]; forecast: number; empty: number };
  /** whether models that trained side by side have the weights and losses they have alone, number for number */
  isGroupAsAlone: boolean;
  /** buffers held by the device after many trainings, minus those before */
  leaked: number;
  /** how an epoch that is cancelled ends, and how long after, ms */
  cancelled: { kind: string; ms: number };
  /** dispatches in a pause of an epoch, and whether the epoch's loss and weights are those of one without a pause */
  paused: { dispatches: number; isAsWithout: boolean };
  /** how a network beyond the device's limits fails, and buffers that it allocated before */
  tooLarge: { kind: string; allocated: number };
  /** how a network ends whose buffers the device refuses, and whose memory is used up; buffers it leaves */
  faulty: Record<'validation' | 'memory', { kind: string; left: number }>;
}

const usual: NetworkOptions = { batchSize: 5, learningRate: 0.01, clipNorm: 1 };

export async function measureWebgpu(): Promise<WebgpuFacts> {
  const engine = await createWebgpuEngine();
  try {
    return {
      gradients: await measureGradients(engine),
      dispatches: await countDispatches(engine),
      isGroupAsAlone: await compareGroup(engine),
      leaked: await countLeaks(engine),
      cancelled: await cancel(engine),
      paused: await pause(engine),
      tooLarge: await exceed(engine),
      faulty: {
        validation: await withFault(engine, refuseBuffers),
        memory: await withFault(engine, useUpMemory),
      },
    };
  } finally {
    engine.dispose();
  }
}

/** Odd sizes, a batch's remainder, one step more than the least, one unit: seeded, so that a failure can be repeated. */
async function measureGradients(engine: Engine): Promise<Record<string, number>> {
  const distances: Record<string, number> = {};
  const random = createRandom(3);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  for (let i = 0; i < 6; i++) {
    const shape: ModelShape = {
      features: upTo(5),
      sequenceLength: 1 + upTo(8),
      layers: 1 + (i % 3),
      hidden: i === 0 ? 1 : upTo(40),
      outputs: upTo(7),
    };
    const windows = upTo(9);
    const options = { ...usual, batchSize: windows, dropout: i % 2 ? 0.25 : 0, seed: i };
    const { weights, data } = makeInput({ name: '', shape, options, windows, missing: 0.2 });
    const mask =
      options.dropout > 0 ? { key: dropoutKey(options.seed, 1), rate: options.dropout, batchSize: windows } : undefined;
    const expected = lossAndGradient(shape, Float64Array.from(weights), data, undefined, mask);
    const group = (await engine.createGroup!(shape, [{ weights, data }], options)) as WebgpuGroup;
    await group.trainEpoch([data.origins], [NONE]);
    const [gradient] = await group.lastGradients();
    distances[JSON.stringify({ ...shape, windows, dropout: options.dropout })] = relativeDistance(
      gradient,
      expected.gradient
    );
    group.dispose();
  }
  return distances;
}

const NONE = new Int32Array(0);

async function countDispatches(engine: Engine): Promise<WebgpuFacts['dispatches']> {
  const steps = [];
  for (const [sequenceLength, layers] of [
    [2, 1],
    [40, 3],
  ]) {
    const shape = { features: 1, sequenceLength, layers, hidden: 3, outputs: 1 };
    const { weights, data } = makeInput({ name: '', shape, options: usual, windows: 10, missing: 0 });
    const network = await engine.create(shape, weights, data, usual);
    steps.push((await counted(() => network.trainEpoch(data.origins))) / 2);
    network.dispose();
  }
  const [, { shape, options }] = parityCases;
  const { weights, data } = makeInput({ name: '', shape, options, windows: 500, missing: 0 });
  const targets = data.targets.map(() => NaN);
  const network = await engine.create(shape, weights, { ...data, targets }, options);
  const forecast = await counted(() => network.forecast(data.inputs, data.origins));
  const empty = await counted(() => network.trainEpoch(data.origins));
  network.dispose();
  return { steps, forecast, empty };
}

/** Dispatches while something happens. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const { prototype } = GPUComputePassEncoder;
  const original = prototype.dispatchWorkgroups;
  let count = 0;
  prototype.dispatchWorkgroups = function (...sizes) {
    count++;
    return original.apply(this, sizes);
  };
  try {
    await work();
  } finally {
    prototype.dispatchWorkgroups = original;
  }
  return count;
}

/** Three models whose data have different lengths, one of them with batches that have no known target. */
async function compareGroup(engine: Engine): Promise<boolean> {
  const shape = { features: 2, sequenceLength: 5, layers: 2, hidden: 6, outputs: 2 };
  const options = { ...usual, dropout: 0.2 };
  const members: Member[] = [17, 4, 11].map((windows, m) => {
    const { data } = makeInput({ name: '', shape, options, windows, missing: m === 1 ? 0.9 : 0.1 });
    return { weights: initialWeights(shape, m), data };
  });
  const together = await outcomes(engine, shape, members, options);
  const alone = [];
  for (const member of members) {
    alone.push(...(await outcomes(engine, shape, [member], options)));
  }
  return JSON.stringify(together) === JSON.stringify(alone);
}

async function outcomes(engine: Engine, shape: ModelShape, members: Member[], options: NetworkOptions) {
  const group = await engine.createGroup!(shape, members, options);
  try {
    let last;
    for (let epoch = 0; epoch < 2; epoch++) {
      last = await group.trainEpoch(
        members.map(({ data }) => data.origins),
        members.map(({ data }) => data.validationOrigins)
      );
    }
    return last!.map(({ trainLoss, validationLoss, weights }) => [trainLoss, validationLoss, ...weights]);
  } finally {
    group.dispose();
  }
}

async function countLeaks(engine: Engine): Promise<number> {
  const [{ shape, options }] = parityCases;
  const { data } = makeInput(parityCases[0]);
  const trainOptions = { ...options, epochs: 1, patience: 1, seed: 1, budgetMs: 1e6 };
  const before = heldOnGpu().buffers;
  for (let i = 0; i < 200; i++) {
    await train(engine, shape, data, trainOptions);
  }
  return heldOnGpu().buffers - before;
}

async function cancel(engine: Engine): Promise<WebgpuFacts['cancelled']> {
  const shape = { features: 1, sequenceLength: 24, layers: 1, hidden: 16, outputs: 1 };
  const { weights, data } = makeInput({ name: '', shape, options: usual, windows: 2000, missing: 0 });
  const network = await engine.create(shape, weights, data, usual);
  const controller = new AbortController();
  await network.trainEpoch(data.origins.subarray(0, 10));
  const epoch = network.trainEpoch(data.origins, controller.signal);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  controller.abort();
  const kind = await kindOfFailure(epoch);
  const ms = performance.now() - start;
  network.dispose();
  return { kind, ms };
}

/** An epoch that is paused once its first steps have run, held against one that is not. */
async function pause(engine: Engine): Promise<WebgpuFacts['paused']> {
  const shape = { features: 1, sequenceLength: 24, layers: 1, hidden: 16, outputs: 1 };
  const { weights, data } = makeInput({ name: '', shape, options: usual, windows: 400, missing: 0 });
  const epoch = async (meanwhile: () => Promise<void>) => {
    const network = await engine.create(shape, weights, data, usual);
    const [loss] = await Promise.all([network.trainEpoch(data.origins), meanwhile()]);
    const trained = await network.getWeights();
    network.dispose();
    return JSON.stringify([loss, ...trained]);
  };
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  let dispatches = NaN;
  const paused = await epoch(async () => {
    await wait(20);
    pauseTraining();
    // What the queue already has is done first.
    await wait(100);
    dispatches = await counted(() => wait(200));
    resumeTraining();
  });
  return { dispatches, isAsWithout: paused === (await epoch(async () => {})) };
}

/** A network that is made and trained while the device is not what it was; the same device trains again afterwards. */
async function withFault(engine: Engine, breakDevice: () => () => void): Promise<{ kind: string; left: number }> {
  const [{ shape, options }] = parityCases;
  const { weights, data } = makeInput(parityCases[0]);
  const before = heldOnGpu().buffers;
  const trainOnce = async () => {
    const network = await engine.create(shape, weights, data, options);
    await network.trainEpoch(data.origins).finally(() => network.dispose());
  };
  const repair = breakDevice();
  const kind = await kindOfFailure(trainOnce()).finally(repair);
  await trainOnce();
  return { kind, left: heldOnGpu().buffers - before };
}

/** Buffers that no kernel may be bound to: an error of validation. */
function refuseBuffers(): () => void {
  const { prototype } = GPUDevice;
  const original = prototype.createBuffer;
  prototype.createBuffer = function (descriptor) {
    return original.call(this, { ...descriptor, usage: descriptor.usage & ~GPUBufferUsage.STORAGE });
  };
  return () => (prototype.createBuffer = original);
}

/** The browser's answer where a buffer found no memory. */
function useUpMemory(): () => void {
  const { prototype } = GPUDevice;
  const original = prototype.popErrorScope;
  prototype.popErrorScope = async function () {
    return (await original.call(this)) ?? new GPUOutOfMemoryError('no memory left');
  };
  return () => (prototype.popErrorScope = original);
}

/** The largest network sixteen times: its states take 13 GB. */
async function exceed(engine: Engine): Promise<WebgpuFacts['tooLarge']> {
  const shape = { features: 32, sequenceLength: 512, layers: 3, hidden: 128, outputs: 1 };
  const options = { ...usual, batchSize: 512 };
  const { weights, data } = makeInput({ name: '', shape, options, windows: 8, missing: 0 });
  const many: Member[] = Array.from({ length: 16 }, () => ({ weights, data: data satisfies Dataset }));
  const before = heldOnGpu().buffers;
  const kind = await kindOfFailure(engine.createGroup!(shape, many, options));
  return { kind, allocated: heldOnGpu().buffers - before };
}

function kindOfFailure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error) => error.detail?.kind ?? String(error)
  );
}
