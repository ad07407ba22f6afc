import { inEnglish } from '../../testing/inEnglish';
import fc from 'fast-check';
import { GPUS, type DeviceFacts } from '../../engine/devices/choose';
import { DEVICES, type Device } from '../../engine/model/engine';
import type { Checkpoint } from '../../engine/training/train';
import { marks, request, settle, setUp } from '../../testing/clientKit';
import { exampleModel, exampleRequest, type FakeWorker } from '../../testing/fakeWorker';
import { poolSize } from '../workers/pool';
import type { ForecastRequest, JobState } from '../protocol';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const statuses: DeviceFacts['statuses'] = DEVICES.map((device) => ({ device, available: true, detail: `a ${device}` }));
/** A machine whose GPU is worth it. */
const fastGpu: DeviceFacts = {
  statuses,
  speeds: [
    { device: 'webgpu', setupMs: 10, stepMs: 0.5, groupStepMs: 0.6 },
    { device: 'wasm', setupMs: 5, stepMs: 3.9 },
  ],
};
const training = (device: Device, epoch = 1): JobState => ({
  kind: 'training',
  progress: { epoch, epochs: 30, trainLoss: 1, validationLoss: 1, remainingMs: 1 },
  device,
});
const withOptions = (options: Partial<ForecastRequest['options']>, mark = 0): ForecastRequest => {
  const given = request(mark);
  return { ...given, options: { ...given.options, ...options } };
};
/** Lets a GPU wait for the other series of a panel. */
const waitForOthers = async () => {
  await settle();
  jest.advanceTimersByTime(200);
  await settle();
};
const devicesOf = (worker: FakeWorker) =>
  worker.requests.map(({ request: sent }) => sent.choices.map(({ device }) => device));

it('leaves one core to the page, and takes no more workers than pay', () => {
  expect([undefined, 1, 2, 4, 64].map(poolSize)).toEqual([1, 1, 1, 3, 4]);
});

describe('one GPU for the whole page', () => {
  it('trains all that wait and are alike together, in one message to one worker', async () => {
    const { workers, submit } = setUp({ workers: 4, benchmark: () => fastGpu });
    const jobs = Array.from({ length: 12 }, (_, i) => submit({ key: `series ${i}`, request: request(i) }));
    await waitForOthers();
    expect(workers).toHaveLength(1);
    expect(workers[0].batches).toEqual([12]);
    expect(inEnglish(workers[0].requests[0].request.choices[0])).toEqual({
      device: 'webgpu',
      reason: expect.stringMatching(/^0\.7 ms for a step of 12 series against 12 ms on WASM/),
    });
    workers[0].requests.forEach((sent) => workers[0].finish(undefined, sent));
    expect(new Set(await Promise.all(jobs.map(({ outcome }) => outcome)))).toEqual(new Set(['done']));
  });

  it('at most 64 at a time, and those that are not alike after each other', async () => {
    const { workers, submit } = setUp({ workers: 2, benchmark: () => fastGpu });
    for (let i = 0; i < 70; i++) {
      submit({ key: `series ${i}` });
    }
    submit({ key: 'other', request: withOptions({ epochs: 400 }) });
    await waitForOthers();
    for (const expected of [[64], [64, 6], [64, 6, 1]]) {
      expect(workers[0].batches).toEqual(expected);
      workers[0].requests.forEach((sent) => workers[0].finish(undefined, sent));
      await settle();
    }
  });

  it('keeps other work away from the worker with the GPU while there are others', async () => {
    const { workers, submit } = setUp({ workers: 3, benchmark: () => fastGpu });
    submit({ key: 'gpu' });
    ['a', 'b', 'c'].forEach((key) => submit({ key, request: withOptions({ device: 'wasm' }) }));
    await waitForOthers();
    expect(devicesOf(workers[0])).toEqual([['webgpu', 'wasm', 'webgl', 'cpu']]);
    expect([devicesOf(workers[1]), devicesOf(workers[2])]).toEqual([[['wasm', 'cpu']], [['wasm', 'cpu']]]);
    workers[1].finish();
    await settle();
    expect(workers[1].requests).toHaveLength(2);
  });

  it('leaves the worker with the GPU to those that need it, also where all workers are free', async () => {
    const { workers, submit } = setUp({ workers: 2, benchmark: () => fastGpu });
    submit({ key: 'processor', request: withOptions({ device: 'wasm' }) });
    await waitForOthers();
    expect(workers.map(devicesOf)).toEqual([[], [['wasm', 'cpu']]]);
    submit({ key: 'gpu' });
    await waitForOthers();
    expect(devicesOf(workers[0])).toEqual([['webgpu', 'wasm', 'webgl', 'cpu']]);
  });

  it('starts no second worker for the first training where there is no GPU to keep one for', async () => {
    const none = statuses.map((status) =>
      status.device === 'webgpu' ? { device: status.device, available: false as const, why: 'no https' } : status
    );
    const { workers, submit } = setUp({ workers: 2, benchmark: () => ({ statuses: none }) });
    submit({ key: 'processor', request: withOptions({ device: 'wasm' }) });
    await waitForOthers();
    expect(workers.map((worker) => devicesOf(worker)[0][0])).toEqual(['wasm']);
  });

  it('never lets a second worker open a GPU, whatever is asked for', async () => {
    const wanted = fc.constantFrom<Device | 'auto'>('auto', ...DEVICES);
    const jobs = fc.array(fc.record({ device: wanted, hidden: fc.constantFrom(8, 64) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(jobs, fc.integer({ min: 1, max: 4 }), async (all, count) => {
        const { workers, submit } = setUp({ workers: count, benchmark: () => fastGpu });
        const outcomes = all.map((options, i) => submit({ key: String(i), request: withOptions(options) }).outcome);
        const answered = new Set<string>();
        for (let round = 0; answered.size < all.length && round < 40; round++) {
          await waitForOthers();
          for (const [index, worker] of workers.entries()) {
            worker.requests
              .filter(({ id }) => !answered.has(`${index}/${id}`))
              .forEach((sent) => {
                answered.add(`${index}/${sent.id}`);
                worker.finish(undefined, sent);
              });
          }
        }
        expect(await Promise.all(outcomes)).toEqual(all.map(() => 'done'));
        const opening = workers.filter((worker) =>
          devicesOf(worker).some((devices) => devices.some((d) => GPUS.has(d)))
        );
        expect(opening.length).toBeLessThanOrEqual(1);
        expect(workers.filter(({ sent }) => sent.some(({ type }) => type === 'benchmark')).length).toBeLessThanOrEqual(
          1
        );
      }),
      { numRuns: 40 }
    );
  });

  it('does not wait to measure another size while the GPU is busy', async () => {
    const { workers, submit } = setUp({ workers: 2, benchmark: () => fastGpu });
    submit({ key: 'gpu' });
    await waitForOthers();
    submit({ key: 'large', request: withOptions({ hidden: 128 }) });
    await settle();
    expect(inEnglish(workers[1].requests[0].request.choices[0])).toEqual({
      device: 'wasm',
      reason: 'the GPU was busy and could not be timed for a network of this size',
    });
  });

  it('asks once for each size, and nothing more for a GPU that the processor plays', async () => {
    const software = statuses.map((status) => (status.device === 'webgpu' ? { ...status, isSoftware: true } : status));
    const { workers, submit } = setUp({ benchmark: () => ({ statuses: software }) });
    for (const hidden of [8, 64]) {
      submit({ key: 'a', request: withOptions({ hidden }) });
      await settle();
      workers[0].finish();
      await settle();
    }
    expect(workers[0].sent.filter(({ type }) => type === 'benchmark')).toEqual([{ type: 'benchmark', id: 1 }]);
    expect(devicesOf(workers[0])[0]).toEqual(['wasm', 'webgl', 'cpu', 'webgpu']);
  });

  it('loses no forecast to a driver that takes its worker down while it is timed', async () => {
    const { workers, submit } = setUp({
      benchmark: (worker, bucket) => {
        if (bucket) {
          queueMicrotask(() => worker.crash('the driver fell over'));
        }
        return bucket ? undefined : { statuses };
      },
    });
    const jobs = ['a', 'b'].map((key) => submit({ key }));
    await settle();
    for (const index of [0, 1]) {
      expect(inEnglish(workers[1].requests[index].request.choices[0])).toEqual({
        device: 'wasm',
        reason: 'it failed when it was tried: the driver fell over',
      });
      expect(workers[1].requests[index].request.interruption).toBeUndefined();
      workers[1].finish();
      await settle();
    }
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done']);
    expect(workers).toHaveLength(2);
  });
});

describe('a fair queue', () => {
  const model = exampleModel(100 * 60_000);
  const trained = () => {
    const store = { load: async (key: string) => (key.includes('known') ? model : undefined), save: async () => {} };
    return setUp({ workers: 2, store });
  };

  it('makes a forecast with a stored model at once, beside the trainings that hold all workers', async () => {
    const { workers, submit } = trained();
    ['a', 'b', 'c'].forEach((key) => submit({ key }));
    await settle();
    expect(workers.map(({ requests }) => requests.length)).toEqual([1, 1]);
    const short = submit({ key: 'known', priority: 1 });
    await settle();
    const sent = workers.flatMap((worker) => worker.requests.slice(1).map((each) => ({ worker, each })));
    expect(sent).toHaveLength(1);
    expect(sent[0].each.request).toMatchObject({
      model: { trainedAt: model.trainedAt },
      choices: [{ device: 'wasm' }, { device: 'cpu' }],
    });
    sent[0].worker.finish(undefined, sent[0].each);
    expect(await short.outcome).toBe('done');
  });

  it('makes one that needs no training at once, too', async () => {
    const { workers, submit } = trained();
    ['a', 'b', 'c'].forEach((key) => submit({ key }));
    await settle();
    const short = submit({ key: 'past', isAside: true, request: { ...exampleRequest(), isUntrained: true } });
    await settle();
    const [sent] = workers.flatMap((worker) => worker.requests.slice(1).map((each) => ({ worker, each })));
    expect(sent.each.request.isUntrained).toBe(true);
    sent.worker.finish(undefined, sent.each);
    expect(await short.outcome).toBe('done');
  });

  it('starves no training by an endless row of them', async () => {
    const { workers, submit } = trained();
    const long = ['a', 'b'].map((key) => submit({ key }));
    for (let i = 0; i < 9; i++) {
      submit({ key: `known ${i}` });
    }
    await settle();
    const trainings = workers.flatMap(({ requests }) => requests.filter((sent) => !sent.request.model));
    expect(trainings).toHaveLength(2);
    expect(long.map(({ states }) => states.at(-1)?.kind)).toEqual(['starting', 'starting']);
  });

  it('gives a refresh that was queued the model that a training has just made', async () => {
    const { workers, submit } = setUp();
    submit({ key: 'a' });
    await settle();
    submit({ key: 'a' });
    await settle();
    workers[0].finish(model);
    await settle();
    expect(workers[0].requests[1].request.model?.trainedAt).toBe(model.trainedAt);
  });

  it('serves a panel later when it goes out of sight, and earlier when it comes back', async () => {
    const { client, workers, submit } = setUp();
    submit({ key: 'first' });
    [1, 2, 3].forEach((mark) => submit({ key: `panel ${mark}`, request: request(mark) }));
    await settle();
    client.prioritise('panel 1', 1);
    client.prioritise('panel 2', 1);
    client.prioritise('panel 2', 0);
    client.prioritise('nobody', 1);
    for (let i = 0; i < 3; i++) {
      workers[0].finish();
      await settle();
    }
    expect(marks(workers[0]).slice(1)).toEqual([2, 3, 1]);
  });
});

describe('a page that nobody sees', () => {
  it('pauses its trainings, says so, and goes on where they were', async () => {
    const { workers, page, submit } = setUp({ workers: 2 });
    const jobs = ['a', 'b'].map((key) => submit({ key }));
    await settle();
    const [{ id }] = workers[0].requests;
    workers[0].answer({ type: 'states', states: [{ id, state: training('wasm', 7) }] });
    page.hidden = true;
    page.changed();
    workers.forEach(({ sent }) => expect(sent.at(-1)).toEqual({ type: 'pause' }));
    expect(jobs.map(({ states }) => states.at(-1)?.kind)).toEqual(['paused', 'paused']);
    page.hidden = false;
    page.changed();
    workers.forEach(({ sent }) => expect(sent.at(-1)).toEqual({ type: 'resume' }));
    expect(jobs.map(({ states }) => states.at(-1))).toEqual(
      expect.arrayContaining([training('wasm', 7), { kind: 'starting' }])
    );
    workers.forEach((worker) => worker.finish());
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done']);
  });
});

describe('a worker that dies', () => {
  const weights = Float32Array.of(1, 2, 3);
  const checkpoint: Checkpoint = {
    epoch: 9,
    weights,
    best: { weights, bestEpoch: 8, validationLoss: 0.1 },
    elapsedMs: 50,
  };

  it('leaves each training to the next device, from where it was', async () => {
    const { workers, submit } = setUp({ workers: 2, benchmark: () => fastGpu });
    const jobs = ['a', 'b'].map((key) => submit({ key }));
    await waitForOthers();
    const [first, second] = workers[0].requests;
    workers[0].answer({
      type: 'states',
      states: [first, second].map(({ id }) => ({ id, state: training('webgpu') })),
    });
    workers[0].answer({ type: 'checkpoint', id: second.id, checkpoint });
    workers[0].crash('the GPU process is gone');
    await settle();
    const requests = workers.slice(1).flatMap((worker) => worker.requests.map((sent) => sent.request));
    expect(requests).toHaveLength(2);
    requests.forEach(({ choices }) => expect(choices[0].device).toBe('wasm'));
    const interruption = { what: 'worker', device: 'webgpu', why: 'the GPU process is gone' };
    expect(requests.map((each) => each.interruption)).toEqual(
      expect.arrayContaining([
        { ...interruption, checkpoint: undefined },
        { ...interruption, checkpoint },
      ])
    );
    workers.slice(1).forEach((worker) => worker.finish());
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done']);
  });
});

describe('cancelling one of several that train together', () => {
  it('leaves the worker to the others, even if it is slow to let go', async () => {
    const { workers, submit } = setUp({ benchmark: () => fastGpu });
    const [stuck, other] = ['a', 'b'].map((key) => submit({ key }));
    await waitForOthers();
    workers[0].isObedient = false;
    stuck.cancel();
    expect(await stuck.outcome).toBe('cancelled');
    jest.advanceTimersByTime(1000);
    await settle();
    expect(workers[0].isTerminated).toBe(false);
    workers[0].finish();
    expect(await other.outcome).toBe('done');
  });

  it('ends the worker when none is left and it does not let go', async () => {
    const { workers, submit } = setUp({ benchmark: () => fastGpu });
    const jobs = ['a', 'b'].map((key) => submit({ key }));
    await waitForOthers();
    workers[0].isObedient = false;
    jobs.forEach(({ cancel }) => cancel());
    jest.advanceTimersByTime(1000);
    await settle();
    expect(workers[0].isTerminated).toBe(true);
  });
});
