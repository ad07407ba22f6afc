import { ForecastFailure } from '../../core/options/errors';
import type { ForecastResponse, JobState } from '../protocol';
import { exampleModel, exampleRequest } from '../../testing/fakeWorker';
import type { ModelStore } from '../storage/modelStore';
import { WorkerDied } from '../workers';
import { ModelRecall } from './modelRecall';
import { JobQueue } from './queue';
import { createQueuedJob, type QueuedJob } from './queuedJob';
import { prepareRetry } from './retry';
import { batchKeyOf, workloadOf } from './workload';

const request = exampleRequest();

function create(change: Partial<QueuedJob> = {}, controller = new AbortController()) {
  const states: JobState[] = [];
  const job = { key: 'panel/a', request, priority: 0, ...change };
  const { queued, outcome } = createQueuedJob(job, (state) => states.push(state), controller.signal, 7);
  outcome.catch(() => {});
  return { queued: Object.assign(queued, change), outcome, states, controller };
}
const response = { result: {}, model: exampleModel(request.series.start) } as unknown as ForecastResponse;

describe('a queued job', () => {
  test('knows when it came, and tells its states until it is settled', async () => {
    const { queued, outcome, states } = create();
    expect(queued).toMatchObject({ since: 7, arrived: 7, attempts: 0, isShort: false, isRecalled: false });
    queued.tell({ kind: 'queued', ahead: 1 });
    queued.resolve(response);
    queued.tell({ kind: 'starting' });
    expect(await outcome).toBe(response);
    expect(states).toEqual([{ kind: 'queued', ahead: 1 }]);
  });

  test('is settled once: what comes later changes nothing', async () => {
    const { queued, outcome } = create();
    queued.fail({ kind: 'cancelled' });
    queued.resolve(response);
    await expect(outcome).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
  });

  test('hears that it is taken back while it is open, and not after', () => {
    const open = create();
    open.queued.onCancel = jest.fn();
    open.controller.abort();
    expect(open.queued.onCancel).toHaveBeenCalledTimes(1);
    const done = create();
    done.queued.onCancel = jest.fn();
    done.queued.resolve(response);
    done.controller.abort();
    expect(done.queued.onCancel).not.toHaveBeenCalled();
  });

  test('is stored under its identity where it has one, else under its key', () => {
    const names = [
      create(),
      create({ key: 'panel/b' }),
      create({ identity: 'i' }),
      create({ key: 'c', identity: 'i' }),
    ];
    const [a, b, one, two] = names.map(({ queued }) => queued.name);
    expect(a).not.toBe(b);
    expect(one).toBe(two);
  });
});

describe('a job that failed', () => {
  const failed = new ForecastFailure({ kind: 'device-failed', device: 'webgpu', message: 'lost' });
  const checkpoint = { epoch: 3 } as QueuedJob['checkpoint'];

  test('goes to another worker once where its own died, from where it was', () => {
    const { queued } = create({ attempts: 1, device: 'wasm', checkpoint });
    expect(prepareRetry(queued, new WorkerDied('out of memory'), false)).toBeUndefined();
    expect(queued.interruption).toEqual({ what: 'worker', why: 'out of memory', device: 'wasm', checkpoint });
    const again = create({ attempts: 2, device: 'wasm' }).queued;
    expect(prepareRetry(again, new WorkerDied('out of memory'), false)).toEqual({
      kind: 'worker-failed',
      message: 'out of memory',
    });
    expect(again.interruption).toBeUndefined();
  });

  test('is not interrupted where its worker died before it had a device', () => {
    const { queued } = create({ attempts: 1 });
    expect(prepareRetry(queued, new WorkerDied('no chunk'), false)).toBeUndefined();
    expect(queued.interruption).toBeUndefined();
  });

  test('goes on elsewhere where the one device failed that it was confined to, which counts as no attempt', () => {
    const { queued } = create({ attempts: 2, confinedTo: 'webgpu', checkpoint });
    expect(prepareRetry(queued, failed, false)).toBeUndefined();
    expect(queued).toMatchObject({
      attempts: 1,
      confinedTo: undefined,
      interruption: { what: 'device', why: 'lost', device: 'webgpu', checkpoint },
    });
  });

  test('fails with its error where other devices were tried, or where none would do better', () => {
    expect(prepareRetry(create({ attempts: 1 }).queued, failed, false)).toEqual(failed.detail);
    const diverged = new ForecastFailure({ kind: 'diverged', epoch: 2 });
    const { queued } = create({ attempts: 1, confinedTo: 'webgpu' });
    expect(prepareRetry(queued, diverged, false)).toEqual(diverged.detail);
    expect(queued.confinedTo).toBeUndefined();
  });

  test('gives way to a newer one of its key, and is not retried once it was taken back', () => {
    const replaced = create({ attempts: 1, device: 'wasm' }).queued;
    expect(prepareRetry(replaced, new WorkerDied('x'), true)).toEqual({ kind: 'cancelled' });
    const { queued, controller } = create({ attempts: 1, device: 'wasm' });
    controller.abort();
    expect(prepareRetry(queued, new WorkerDied('x'), false)).toEqual({ kind: 'worker-failed', message: 'x' });
  });
});

describe('the workload of a job', () => {
  test('is the steps that its history gives in all its epochs, at least one each', () => {
    const { options } = request;
    const points = { ...request, options: { ...options, batchSize: 8, epochs: 5, horizon: 90 } };
    // 101 points: 70.7 windows to train on, nine batches of eight; 90 s ahead are two steps of a minute.
    expect(workloadOf(points)).toMatchObject({ batchSize: 8, steps: 45, shape: { features: 8, outputs: 2 } });
    expect(workloadOf({ ...points, series: { ...points.series, values: new Float64Array(0) } }).steps).toBe(5);
    expect(workloadOf(points).shape).toMatchObject({
      sequenceLength: options.sequenceLength,
      layers: options.layers,
      hidden: options.hidden,
    });
  });

  test('series train together where step, training options and number of covariates are the same', () => {
    const key = batchKeyOf(request);
    const { series, options } = request;
    expect(batchKeyOf({ ...request, series: { ...series, values: new Float64Array(3) } })).toBe(key);
    expect(batchKeyOf({ ...request, series: { ...series, step: 61 } })).not.toBe(key);
    expect(batchKeyOf({ ...request, options: { ...options, hidden: options.hidden + 1 } })).not.toBe(key);
    const covariates = [{ name: 'a' }] as typeof request.covariates;
    expect(batchKeyOf({ ...request, covariates })).not.toBe(key);
    expect(batchKeyOf({ ...request, covariates: [] })).toBe(key);
  });
});

describe('recalling a model', () => {
  const end = request.series.start + 100 * 60_000;
  const fresh = exampleModel(end - 60_000);

  function setUp(stored: typeof fresh | undefined) {
    const store = { load: jest.fn(async () => stored), save: jest.fn(async () => {}) };
    const queue = new JobQueue<QueuedJob>(1000);
    return { store, queue, recall: new ModelRecall(store as unknown as ModelStore, queue) };
  }

  test('makes a job short where the store has a fresh one', async () => {
    const { recall, queue } = setUp(fresh);
    const { queued } = create();
    queue.add(queued);
    await recall.recall(queued);
    expect(queued).toMatchObject({ isRecalled: true, isShort: true, model: fresh });
  });

  test.each([
    ['has none', undefined, {}],
    ['has an old one', exampleModel(end - 50 * 60_000), {}],
    ['has one that saw later values', exampleModel(end + 60_000), {}],
    ['is not to be asked', fresh, { retrain: true }],
  ])('leaves it to be trained where the store %s', async (_, stored, change) => {
    const { recall, store } = setUp(stored);
    const { queued } = create(change);
    await recall.recall(queued);
    expect(queued).toMatchObject({ isRecalled: true, isShort: false });
    expect(queued.model).toBeUndefined();
    expect(store.load).toHaveBeenCalledTimes(queued.retrain ? 0 : 1);
  });

  test('keeps a new model, for those that wait for the same one as well, and an old one not again', () => {
    const { recall, queue, store } = setUp(undefined);
    const [done, same, other] = [create(), create({ key: 'panel/a' }), create({ key: 'panel/b' })];
    [same, other].forEach(({ queued }) => queue.add(queued));
    recall.keep(done.queued, { ...response, model: fresh });
    expect(store.save).toHaveBeenCalledWith(done.queued.name, fresh);
    expect(same.queued).toMatchObject({ isShort: true, model: fresh });
    expect(other.queued.model).toBeUndefined();
    recall.keep(same.queued, { ...response, model: fresh });
    recall.keep(other.queued, { ...response, model: undefined });
    expect(store.save).toHaveBeenCalledTimes(1);
  });
});
