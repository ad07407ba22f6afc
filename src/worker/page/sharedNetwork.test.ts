import { exampleModel, exampleRequest, type FakeWorker } from '../../testing/fakeWorker';
import { marks, settle, setUp } from '../../testing/clientKit';
import type { ForecastJob } from '../protocol';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const end = 100 * 60_000;
const example = exampleRequest(end);
const panel = [example.series, example.series, example.series];
const jobOf = (mark: number, change: Partial<ForecastJob> = {}) => ({
  ...{ key: `panel/${mark}`, identity: 'panel' },
  request: { ...example, thresholds: [mark], panel },
  ...change,
});
const trained = () => ({ ...exampleModel(end), trainedAt: Date.now() + 1e6, shared: 3 });
const sent = (worker: FakeWorker) =>
  worker.requests.map(({ request: { model, panel: all } }) => [all?.length, !!model]);

describe('a network that all series of a panel share', () => {
  it('is trained once, though workers are free, and forecasts the others without their windows', async () => {
    const { workers, submit, store } = setUp({ workers: 4 });
    const jobs = [1, 2, 3].map((mark) => submit(jobOf(mark)));
    await settle();
    expect(workers.map(marks)).toEqual([[1]]);
    const model = trained();
    workers[0].finish(model);
    await settle();
    const all = workers.flatMap((worker) => worker.requests);
    expect(all.map(({ request }) => request.thresholds[0])).toEqual([1, 2, 3]);
    expect(workers.flatMap(sent)).toEqual([
      [3, false],
      [undefined, true],
      [undefined, true],
    ]);
    workers.forEach((worker) => worker.requests.forEach((one) => worker.finish(model, one)));
    expect(await Promise.all(jobs.map(({ outcome }) => outcome))).toEqual(['done', 'done', 'done']);
    expect((store as ReturnType<typeof setUp>['store'] & { models: Map<string, unknown> }).models.size).toBe(1);
  });

  it('is trained by the next where the first is taken back', async () => {
    const { workers, submit } = setUp({ workers: 2 });
    const first = submit(jobOf(1));
    submit(jobOf(2));
    await settle();
    first.cancel();
    await jest.advanceTimersByTimeAsync(100);
    await settle();
    expect(workers.flatMap(sent)).toEqual([
      [3, false],
      [3, false],
    ]);
  });

  it('is trained once again where all are to be', async () => {
    const { workers, submit } = setUp({ workers: 2 });
    [1, 2].forEach((mark) => submit(jobOf(mark, { retrain: true })));
    await settle();
    workers[0].finish(trained());
    await settle();
    expect(workers.flatMap(sent)).toEqual([
      [3, false],
      [undefined, true],
    ]);
  });

  it('is not waited for by those with a network of their own', async () => {
    const { workers, submit } = setUp({ workers: 2 });
    submit(jobOf(1));
    submit({ key: 'other', request: { ...example, thresholds: [9] } });
    await settle();
    expect(workers.map(marks)).toEqual([[1], [9]]);
  });
});
