import { english } from '../../core/language/phrase';
import type { DeviceFacts } from '../../engine/devices';
import type { DeviceStatus } from '../../engine/model';
import { exampleRequest } from '../../testing/fakeWorker';
import { WorkerPool } from '../workers';
import { Placer } from './placement';
import { JobQueue } from './queue';
import { createQueuedJob, type QueuedJob } from './queuedJob';

const gpu: DeviceStatus = { device: 'webgpu', available: true, detail: 'a card' };
const processors: DeviceStatus[] = [
  { device: 'wasm', available: true, detail: 'SIMD' },
  { device: 'cpu', available: true, detail: 'TypeScript' },
];
const fast: DeviceFacts = {
  statuses: [gpu, ...processors],
  speeds: [
    { device: 'webgpu', setupMs: 1, stepMs: 0.1, groupStepMs: 0.1 },
    { device: 'wasm', setupMs: 1, stepMs: 5 },
  ],
};
const slow: DeviceFacts = { ...fast, speeds: fast.speeds!.map((speed) => ({ ...speed, stepMs: 50 - speed.stepMs })) };

function jobOf(key: string, change: Partial<QueuedJob> = {}): QueuedJob {
  const { signal } = new AbortController();
  const { queued } = createQueuedJob({ key, request: exampleRequest(), priority: 0 }, () => {}, signal, 0);
  return Object.assign(queued, { isRecalled: true }, change);
}

/** A page of so many workers whose devices are known. */
async function setUp(facts: DeviceFacts | undefined, size = 3) {
  const create = () => {
    throw new Error('no worker is started here');
  };
  const pool = new WorkerPool(create, {} as never, size);
  const queue = new JobQueue<QueuedJob>(1000);
  const placer = new Placer(pool, queue);
  if (facts) {
    jest
      .spyOn(pool.gpu.handle, 'benchmark')
      .mockImplementation(async (bucket) => (bucket ? facts : { statuses: facts.statuses }));
    await placer.benchmark(jobOf('first'), pool.gpu);
  }
  const add = (...jobs: QueuedJob[]) => jobs.forEach((job) => queue.add(job));
  return { pool, queue, placer, add };
}
const devices = (placement: ReturnType<Placer['find']>) =>
  placement?.kind === 'run' ? placement.choices.map(({ device }) => device) : undefined;

describe('a forecast without training', () => {
  test('runs on the processor of any worker, also of one that trains, one at a time on each', async () => {
    const { placer, pool } = await setUp(undefined, 1);
    pool.gpu.long = 1;
    const job = jobOf('a', { isShort: true });
    const placement = placer.find(job, 0);
    expect(placement).toMatchObject({ kind: 'run', jobs: [job], load: 'short', lease: pool.gpu });
    expect(devices(placement)).toEqual(['wasm', 'cpu']);
    pool.gpu.short = 1;
    expect(placer.find(job, 0)).toBeUndefined();
  });
});

describe('a training', () => {
  test('has devices looked for first, by the worker with the GPU', async () => {
    const { placer, pool } = await setUp(undefined);
    expect(placer.find(jobOf('a'), 0)).toEqual({ kind: 'benchmark', lease: pool.gpu });
    pool.gpu.long = 1;
    expect(placer.find(jobOf('a'), 0)).toBeUndefined();
  });

  test('waits for a worker where none is free', async () => {
    const { placer, pool } = await setUp(fast, 1);
    pool.gpu.long = 1;
    expect(placer.find(jobOf('a'), 0)).toBeUndefined();
  });

  test('on a GPU waits a moment for others, and holds the worker meanwhile', async () => {
    const { placer, pool } = await setUp(fast);
    expect(placer.find(jobOf('a', { arrived: 1000 }), 1149)).toEqual({ kind: 'wait', ms: 150 });
    expect(pool.gpu.isReserved).toBe(true);
    const placement = placer.find(jobOf('a', { arrived: 1000 }), 1150);
    expect(placement).toMatchObject({ kind: 'run', lease: pool.gpu, load: 'long' });
    expect(devices(placement)).toEqual(['webgpu', 'wasm', 'cpu']);
  });

  test('on a GPU takes along those that train alike, and is confined to it with them', async () => {
    const { placer, add } = await setUp(fast);
    const first = jobOf('a');
    const peer = jobOf('b');
    const others = [
      jobOf('c', { isShort: true }),
      jobOf('d', { isRecalled: false }),
      jobOf('e', { batchKey: 'another' }),
      jobOf('f', { interruption: { what: 'worker', why: 'x', device: 'webgpu' } }),
    ];
    add(first, peer, ...others);
    const placement = placer.find(first, 1000);
    expect(placement).toMatchObject({ kind: 'run', jobs: [first, peer] });
    expect(devices(placement)).toEqual(['webgpu']);
    expect([first.confinedTo, peer.confinedTo, others[2].confinedTo]).toEqual(['webgpu', 'webgpu', undefined]);
  });

  test('takes along at most 63 others', async () => {
    const { placer, add } = await setUp(fast);
    const jobs = Array.from({ length: 70 }, (_, i) => jobOf(`${i}`));
    add(...jobs);
    expect(placer.find(jobs[9], 1000)).toMatchObject({ jobs: [jobs[9], ...jobs.slice(0, 9), ...jobs.slice(10, 64)] });
  });

  test('is confined to nothing where there is no other worker to go on with', async () => {
    const { placer, add } = await setUp(fast, 1);
    const [first, peer] = [jobOf('a'), jobOf('b')];
    add(first, peer);
    expect(devices(placer.find(first, 1000))).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(first.confinedTo).toBeUndefined();
  });

  test('avoids the device on which it was interrupted', async () => {
    const { placer, pool } = await setUp(fast);
    const job = jobOf('a', { interruption: { what: 'worker', why: 'x', device: 'webgpu' } });
    const placement = placer.find(job, 1000);
    expect(devices(placement)).toEqual(['wasm', 'cpu']);
    expect(placement).toMatchObject({ load: 'long' });
    expect(placement?.kind === 'run' && placement.lease).not.toBe(pool.gpu);
  });

  test('on the processor leaves the worker with the GPU to others, and opens no GPU elsewhere', async () => {
    const { placer, pool } = await setUp(slow);
    const placement = placer.find(jobOf('a'), 0);
    expect(devices(placement)).toEqual(['wasm', 'cpu']);
    expect(placement?.kind === 'run' && placement.lease).not.toBe(pool.gpu);
    const only = await setUp(slow, 1);
    expect(devices(only.placer.find(jobOf('a'), 0))).toEqual(['wasm', 'webgpu', 'cpu']);
  });

  test('does not wait to have a busy GPU timed', async () => {
    const { placer, pool } = await setUp({ statuses: fast.statuses, speeds: fast.speeds });
    pool.gpu.long = 1;
    const { options, ...rest } = exampleRequest();
    const unknown = jobOf('a', { request: { ...rest, options: { ...options, hidden: 4 } } });
    const placement = placer.find(unknown, 0);
    expect(devices(placement)).toEqual(['wasm', 'cpu']);
    expect(placement?.kind === 'run' && english(placement.choices[0].reason)).toMatch(/^the GPU was busy/);
  });
});
