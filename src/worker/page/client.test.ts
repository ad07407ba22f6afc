import { marks, PATIENCE, request, settle, setUp } from '../../testing/clientKit';
import { exampleModel, exampleRequest } from '../../testing/fakeWorker';
import type { ModelStore } from '../storage/modelStore';
import { askedOf } from '../pinning';
import type { ForecastJob, SavedModel } from '../protocol';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

describe('forecast client', () => {
  it('serves one job at a time, lowest priority first', async () => {
    const { workers, submit } = setUp();
    const jobs = [
      submit({ key: 'a', request: request(1) }),
      submit({ key: 'b', request: request(2), priority: 1 }),
      submit({ key: 'c', request: request(3), priority: 0 }),
    ];
    for (let i = 1; i <= 3; i++) {
      await settle();
      expect(workers[0].requests).toHaveLength(i);
      workers[0].finish();
    }
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done', 'done']);
    expect(marks(workers[0])).toEqual([1, 3, 2]);
    expect(workers).toHaveLength(1);
    expect(jobs[1].states).toEqual([
      { kind: 'queued', ahead: 1 },
      { kind: 'queued', ahead: 2 },
      { kind: 'queued', ahead: 1 },
      { kind: 'queued', ahead: 0 },
      { kind: 'starting' },
    ]);
  });

  it('replaces a waiting job by a newer one of its key', async () => {
    const { workers, submit } = setUp();
    const first = submit({ key: 'a', request: request(1) });
    const older = submit({ key: 'b', request: request(2) });
    const newer = submit({ key: 'b', request: request(3) });
    expect(await older.outcome).toBe('cancelled');
    await settle();
    workers[0].finish();
    expect(await first.outcome).toBe('done');
    await settle();
    workers[0].finish();
    expect(await newer.outcome).toBe('done');
    expect(marks(workers[0])).toEqual([1, 3]);
  });

  it('lets a job run to its end while newer ones of its key replace each other behind it', async () => {
    const { workers, submit } = setUp();
    const running = submit({ key: 'a', request: request(1) });
    await settle();
    const older = submit({ key: 'a', request: request(2) });
    const newer = submit({ key: 'a', request: request(3) });
    expect(await older.outcome).toBe('cancelled');
    await settle();
    expect(marks(workers[0])).toEqual([1]);
    workers[0].finish();
    expect(await running.outcome).toBe('done');
    await settle();
    workers[0].finish();
    expect(await newer.outcome).toBe('done');
    expect(marks(workers[0])).toEqual([1, 3]);
  });

  it('serves a panel that takes its job back and asks anew, again and again, in its turn', async () => {
    const { workers, submit } = setUp();
    submit({ key: 'a', request: request(1) });
    await settle();
    let impatient = submit({ key: 'b', request: request(2) });
    submit({ key: 'c', request: request(3) });
    for (let mark = 4; mark < 8; mark++) {
      impatient.cancel();
      impatient = submit({ key: 'b', request: request(mark) });
    }
    workers[0].finish();
    await settle();
    expect(marks(workers[0])).toEqual([1, 7]);
  });

  it('rejects a cancelled job at once, whether it waits or runs', async () => {
    const { workers, submit } = setUp();
    const running = submit({ key: 'a', request: request(1) });
    const waiting = submit({ key: 'b', request: request(2) });
    const next = submit({ key: 'c', request: request(3) });
    await settle();
    waiting.cancel();
    running.cancel();
    expect(await Promise.all([running.outcome, waiting.outcome])).toEqual(['cancelled', 'cancelled']);
    await settle();
    workers[0].finish();
    expect(await next.outcome).toBe('done');
    expect(marks(workers[0])).toEqual([1, 3]);
  });

  it('sends nothing for a signal that was aborted before', async () => {
    const { client, workers } = setUp();
    const job = { key: 'a', request: exampleRequest(), priority: 0 };
    await expect(client.forecast(job, () => {}, AbortSignal.abort())).rejects.toMatchObject({
      detail: { kind: 'cancelled' },
    });
    await settle();
    expect(workers).toHaveLength(0);
  });

  it('goes on with the queue after a worker that did not stop in time', async () => {
    const { workers, submit } = setUp();
    const stuck = submit({ key: 'a' });
    const next = submit({ key: 'b' });
    await settle();
    workers[0].isObedient = false;
    stuck.cancel();
    jest.advanceTimersByTime(PATIENCE.cancelMs);
    await settle();
    expect(workers[0].isTerminated).toBe(true);
    expect(workers[1].requests).toHaveLength(1);
    workers[1].finish();
    expect(await next.outcome).toBe('done');
  });

  it('tries a job of a crashed worker once more, then reports the crash', async () => {
    const { workers, submit } = setUp();
    const lucky = submit({ key: 'a' });
    await settle();
    workers[0].crash('device lost');
    await settle();
    workers[1].finish();
    expect(await lucky.outcome).toBe('done');

    const unlucky = submit({ key: 'b' });
    await settle();
    workers[1].crash('once');
    await settle();
    workers[2].crash('twice');
    expect(await unlucky.outcome).toBe('worker-failed');
    expect(workers).toHaveLength(3);
  });

  it('tells the second worker which device the first one died on', async () => {
    const { workers, submit } = setUp();
    submit({ key: 'a' });
    await settle();
    const progress = { epoch: 1, epochs: 9, trainLoss: 1, validationLoss: 1, remainingMs: 1 };
    const [{ id }] = workers[0].requests;
    workers[0].answer({ type: 'states', states: [{ id, state: { kind: 'training', progress, device: 'wasm' } }] });
    workers[0].crash('the GPU process is gone');
    await settle();
    expect(workers[1].requests[0].request).toMatchObject({
      interruption: { device: 'wasm', why: 'the GPU process is gone' },
      choices: [{ device: 'cpu' }, { device: 'wasm' }],
    });
  });

  it('does not try again what the job itself refused', async () => {
    const { workers, submit } = setUp();
    const job = submit({ key: 'a' });
    await settle();
    workers[0].answer({ type: 'failed', id: workers[0].requests[0].id, error: { kind: 'no-values' } });
    expect(await job.outcome).toBe('no-values');
    expect(workers[0].requests).toHaveLength(1);
  });

  it('starts nothing while the page is hidden', async () => {
    const { workers, page, submit } = setUp();
    page.hidden = true;
    const job = submit({ key: 'a' });
    await settle();
    expect(workers).toHaveLength(0);
    expect(job.states).toEqual([{ kind: 'queued', ahead: 0 }]);
    page.hidden = false;
    page.changed();
    await settle();
    workers[0].finish();
    expect(await job.outcome).toBe('done');
  });

  it('keeps several workers busy where it has them', async () => {
    const { workers, submit } = setUp({ workers: 2 });
    const jobs = ['a', 'b', 'c'].map((key) => submit({ key }));
    await settle();
    expect(workers.map(({ requests }) => requests.length)).toEqual([1, 1]);
    workers[0].finish();
    workers[1].finish();
    await settle();
    workers.find(({ requests }) => requests.length === 2)?.finish();
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done', 'done']);
  });
});

describe('reuse of models', () => {
  const minute = 60_000;
  const end = 100 * minute;

  async function trainOnce({ workers, submit }: ReturnType<typeof setUp>) {
    const job = submit({ key: 'a' });
    await settle();
    workers[0].finish(exampleModel(end));
    await job.outcome;
  }
  async function sentModel({ workers, submit }: ReturnType<typeof setUp>, job: Partial<ForecastJob>) {
    submit({ key: 'a', ...job });
    await settle();
    return workers[0].requests[1].request.model;
  }

  it('hands a stored model to the refresh that follows', async () => {
    const parts = setUp();
    await trainOnce(parts);
    const model = await sentModel(parts, { request: exampleRequest(end + minute) });
    expect(model?.trainedAt).toBe(exampleModel(end).trainedAt);
    expect(model?.trained.weights).toHaveLength(14);
  });

  it('reuses it when only the reading of the forecast changes', async () => {
    const parts = setUp();
    await trainOnce(parts);
    const changed = exampleRequest();
    changed.options.levels = [0.9];
    changed.options.anomalyLimit = 2;
    expect(await sentModel(parts, { request: changed })).toBeDefined();
  });

  it.each<[string, () => Partial<ForecastJob>]>([
    ['an option of the model changed', () => ({ request: withOptions({ sequenceLength: 48 }) })],
    ['an option of training changed', () => ({ request: withOptions({ seed: 7 }) })],
    ['the horizon changed', () => ({ request: withOptions({ horizon: 3600 }) })],
    ['the time zone changed', () => ({ request: { ...exampleRequest(), timeZone: 'Europe/Berlin' } })],
    ['much new data came', () => ({ request: exampleRequest(end + 20 * minute) })],
    ['the series ends before the model does', () => ({ request: exampleRequest(end - minute) })],
    ['the user asks', () => ({ retrain: true })],
    ['it is another series', () => ({ key: 'b' })],
  ])('trains again when %s', async (_, job) => {
    const parts = setUp();
    await trainOnce(parts);
    expect(await sentModel(parts, job())).toBeUndefined();
  });

  describe('that the dashboard holds', () => {
    const asked = async (
      model: SavedModel,
      before?: (parts: ReturnType<typeof setUp>) => Promise<void>,
      request = exampleRequest()
    ) => {
      const parts = setUp();
      await before?.(parts);
      parts.submit({ key: 'a', pinned: { ...model, asked: askedOf(exampleRequest()) }, request });
      await settle();
      return parts.workers[0].requests.at(-1)!.request.model?.trainedAt;
    };
    const earlier = exampleModel(end - 30 * minute);

    it('forecasts where none is stored, and not once a newer one is', async () => {
      expect(await asked(earlier)).toBe(earlier.trainedAt);
      expect(await asked(earlier, trainOnce)).toBe(exampleModel(end).trainedAt);
    });

    it.each([{ horizon: 3600 }, { sequenceLength: 48 }, { seed: 7 }, { excludedWindows: [{ from: 0, to: 60_000 }] }])(
      'is used under the options that it was trained with alone: %j',
      async (change) => {
        expect(await asked(earlier, undefined, withOptions(change))).toBeUndefined();
      }
    );

    it('serves other bands', async () => {
      expect(await asked(earlier, undefined, withOptions({ levels: [0.9] }))).toBe(earlier.trainedAt);
    });

    it('is not used when the series ends before it, or has long moved on', async () => {
      expect(await asked(exampleModel(end + minute))).toBeUndefined();
      expect(await asked(exampleModel(end - exampleRequest().series.values.length * minute))).toBeUndefined();
    });
  });

  it('stays out of a trial, which leaves none behind', async () => {
    const parts = setUp();
    await trainOnce(parts);
    expect(await sentModel(parts, { key: 'a', isAside: true })).toBeUndefined();
    const save = jest.spyOn(parts.store, 'save');
    parts.workers[0].finish({ ...exampleModel(end), trainedAt: 1 });
    await settle();
    expect(save).not.toHaveBeenCalled();
  });

  it('knows a series by its identity, whatever panel asks', async () => {
    const parts = setUp();
    parts.submit({ key: 'panel 1', identity: 'up{job="a"}' });
    await settle();
    parts.workers[0].finish(exampleModel(end));
    expect(await sentModel(parts, { key: 'panel 2', identity: 'up{job="a"}' })).toBeDefined();
  });

  it('saves a model once, not each time it is used', async () => {
    const parts = setUp();
    const save = jest.spyOn(parts.store, 'save');
    await trainOnce(parts);
    await sentModel(parts, {});
    parts.workers[0].finish(exampleModel(end));
    await settle();
    expect(save).toHaveBeenCalledTimes(1);
  });

  describe('from a store that does not answer', () => {
    const silent: ModelStore = { load: () => new Promise(() => {}), save: async () => {} };

    it('is given up after two seconds', async () => {
      const { workers, submit } = setUp({ store: silent });
      const job = submit({ key: 'a' });
      jest.advanceTimersByTime(1999);
      await settle();
      expect(workers).toHaveLength(0);
      jest.advanceTimersByTime(1);
      await settle();
      workers[0].finish();
      expect(await job.outcome).toBe('done');
    });

    it('leaves the worker to the next job when its own is cancelled', async () => {
      const { workers, submit } = setUp({ store: silent });
      const job = submit({ key: 'a' });
      await settle();
      job.cancel();
      await settle();
      const next = submit({ key: 'b', retrain: true });
      await settle();
      workers[0].finish();
      expect(await next.outcome).toBe('done');
    });

    it('that fails costs a training and no more', async () => {
      const broken: ModelStore = { load: () => Promise.reject(new Error('broken')), save: async () => {} };
      const { workers, submit } = setUp({ store: broken });
      const job = submit({ key: 'a' });
      await settle();
      workers[0].finish();
      expect(await job.outcome).toBe('done');
    });
  });

  function withOptions(options: Partial<ForecastJob['request']['options']>) {
    const changed = exampleRequest();
    return { ...changed, options: { ...changed.options, ...options } };
  }
});
