import { english } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import type { Device, DeviceStatus, Engine } from '../../engine/model/engine';
import { resumeTraining } from '../../engine/training/pause';
import { createReferenceEngine } from '../../engine/reference/reference';
import { createWasmEngine } from '../../engine/wasm/wasm';
import { createForecastClient } from '../page/queueingClient';
import { WorkerEngines } from '../../engine/devices/engines';
import { createGroupEngine, type GroupEngine } from '../../testing/groupEngine';
import { request } from '../../testing/jobKit';
import { LocalWorker } from '../../testing/localWorker';
import type { ForecastResponse, JobState } from '../protocol';
import { PATIENCE } from '../workers/workerHandle';

afterEach(resumeTraining);
// Each job fits and replays a blend besides its training, on a processor that other tests share.
jest.setTimeout(120_000);

const available = (...devices: Device[]): DeviceStatus[] =>
  devices.map((device) => ({ device, available: true, detail: `a ${device}` }));
const real = (device: Device): Promise<Engine> =>
  device === 'wasm' ? createWasmEngine() : Promise.resolve(createReferenceEngine());

function setUp(start: (device: Device) => Promise<Engine> = real, statuses = available('wasm', 'cpu'), count = 1) {
  const workers: LocalWorker[] = [];
  const page = { hidden: false, changed: () => {} };
  const client = createForecastClient({
    createWorker: () => {
      workers.push(new LocalWorker(new WorkerEngines(start), statuses));
      return workers[workers.length - 1];
    },
    store: { load: async () => undefined, save: async () => {} },
    visibility: { isHidden: () => page.hidden, subscribe: (callback) => (page.changed = callback) },
    now: () => performance.now(),
    // On a busy machine a worker in the page's thread has less than its 100 ms.
    patience: { ...PATIENCE, cancelMs: 20_000, idleMs: 50 },
    workers: count,
  });
  const submit = (
    key: string,
    options: Parameters<typeof request>[0] = {},
    onState: (state: JobState) => void = () => {}
  ) => {
    const controller = new AbortController();
    const { choices: _, ...question } = request(options);
    const answer = client.forecast({ key, request: question, priority: 0 }, onState, controller.signal);
    return { answer, cancel: () => controller.abort() };
  };
  return { submit, workers, page };
}
/** WASM on a machine that hangs after so many epochs. */
async function stuckAfter(epochs: number): Promise<Engine> {
  const engine = await createWasmEngine();
  const create: Engine['create'] = async (...args) => {
    const network = await engine.create(...args);
    const { trainEpoch } = network;
    let done = 0;
    network.trainEpoch = (...epoch) => (++done > epochs ? new Promise(() => {}) : trainEpoch.apply(network, epoch));
    return network;
  };
  return { ...engine, create };
}
const outcomeOf = (answer: Promise<ForecastResponse>) =>
  answer.catch((error: unknown) => (error instanceof ForecastFailure ? error.detail.kind : error));
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Waits for what a slow machine may take long to reach; the test's own limit ends it. */
async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) {
    await after(20);
  }
}

/** Trains for minutes if nobody stops it. */
const ENDLESS = { epochs: 500, patience: 100, hidden: 32, layers: 2, sequenceLength: 24, batchSize: 16 };

describe.each<Device>(['wasm', 'cpu'])('a real training on %s', (device) => {
  it('lets go by itself when it is cancelled, and the worker serves the next job', async () => {
    const { submit, workers } = setUp();
    const endless = submit('a', { ...ENDLESS, device });
    const next = submit('b', { device });
    await after(150);
    endless.cancel();
    expect(await outcomeOf(endless.answer)).toBe('cancelled');
    const { model } = await next.answer;
    expect(model?.device).toBe(device);
    expect(workers).toHaveLength(1);
    expect(workers[0].isTerminated).toBe(false);
  });

  it('stands still while the page is hidden, and goes on', async () => {
    const { submit, workers, page } = setUp();
    const kinds: string[] = [];
    const job = submit('a', { ...ENDLESS, epochs: 499, device }, ({ kind }) => kinds.push(kind));
    await until(() => kinds.at(-1) === 'training');
    page.hidden = true;
    page.changed();
    await until(() => kinds.at(-1) === 'paused');
    // A step under way when the page is hidden may still end and be told.
    let told: number;
    do {
      told = workers[0].told.length;
      await after(250);
    } while (workers[0].told.length > told);
    expect(kinds.at(-1)).toBe('paused');
    page.hidden = false;
    page.changed();
    await until(() => workers[0].told.length > told);
    expect(kinds.at(-1)).not.toBe('paused');
    job.cancel();
    expect(await outcomeOf(job.answer)).toBe('cancelled');
  });
});

describe('series of a panel on a GPU', () => {
  it('train side by side, and become what they would alone', async () => {
    let engine: GroupEngine | undefined;
    const start = async (device: Device) =>
      device === 'webgpu' ? (engine = createGroupEngine()) : createReferenceEngine();
    const { submit } = setUp(start, available('webgpu', 'wasm', 'cpu'), 3);
    const states: JobState[] = [];
    const jobs = [1, 2, 3, 4].map((seed) =>
      submit(`series ${seed}`, { device: 'webgpu', levels: [seed / 10] }, (state) => states.push(state))
    );
    const responses = await Promise.all(jobs.map(({ answer }) => answer));
    expect(engine!.groups).toEqual([4]);
    const { model: alone } = await setUp().submit('alone', { device: 'cpu' }).answer;
    responses.forEach(({ result, model }) => {
      expect(model).toMatchObject({ device: 'webgpu', together: 4 });
      expect(result.report.training).toMatchObject({ together: 4, deviceReason: 'chosen in the options' });
      expect(model!.trained.weights).toEqual(alone!.trained.weights);
    });
    expect(states).toContainEqual(expect.objectContaining({ kind: 'training', device: 'webgpu', together: 4 }));
  });

  it.each([1, 3])('go on on the processor when the GPU is lost, each with one sentence: %i workers', async (count) => {
    const start = async (device: Device) => (device === 'webgpu' ? createGroupEngine('webgpu', 2) : real(device));
    const { submit, workers } = setUp(start, available('webgpu', 'wasm', 'cpu'), count);
    const jobs = [1, 2].map((seed) => submit(`series ${seed}`, { device: 'webgpu', epochs: 6, patience: 6 }));
    for (const { result, model } of await Promise.all(jobs.map(({ answer }) => answer))) {
      expect(model).toMatchObject({ device: 'wasm', trained: { epochs: 6 } });
      expect(result.report.notes.map(english).filter((note) => note.includes('WebGPU'))).toEqual([
        'WebGPU failed (the GPU was reset), so training continued on WASM after epoch 2.',
      ]);
    }
    // With more workers they spread over those.
    const done = workers.filter(({ told }) => told.some(({ type }) => type === 'done'));
    expect(done).toHaveLength(Math.min(2, count));
  });

  it('wait for none that has nothing to learn from', async () => {
    const { submit } = setUp(async () => createGroupEngine(), available('webgpu', 'cpu'));
    const good = submit('good', { device: 'webgpu' });
    const bad = submit('bad', { device: 'webgpu', sequenceLength: 200 });
    expect((await good.answer).model?.device).toBe('webgpu');
    expect((await bad.answer).model).toBeUndefined();
  });
});

it('a worker that crashes in the middle of a training leaves it to the next, which goes on', async () => {
  const { submit, workers } = setUp(async (device) => (device === 'wasm' ? stuckAfter(3) : real(device)));
  const crash = ({ kind }: JobState) => {
    if (kind === 'training' && workers.length === 1) {
      // The first checkpoint follows at once.
      setTimeout(() => workers[0].crash('out of memory'), 20);
    }
  };
  const { result, model } = await submit('a', { epochs: 8, patience: 8, device: 'wasm' }, crash).answer;
  expect(workers).toHaveLength(2);
  expect(model).toMatchObject({ device: 'cpu', trained: { epochs: 8 } });
  expect(english(result.report.notes[0])).toBe(
    'The background worker stopped while it trained on WASM (out of memory), so training continued on CPU after epoch 1.'
  );
});

it('asks a machine once what it can do, and answers though measuring failed', async () => {
  const start = async (device: Device) => {
    if (device === 'webgpu') {
      throw new Error('no such luck');
    }
    return real(device);
  };
  const { submit } = setUp(start, available('webgpu', 'wasm', 'cpu'));
  const { result } = await submit('a').answer;
  expect(result.report.training).toMatchObject({
    device: 'wasm',
    deviceReason: 'it failed when it was tried: no such luck',
  });
});
