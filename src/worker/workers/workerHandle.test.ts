import { ForecastFailure } from '../../core/options/errors';
import { exampleRequest, FakeWorker } from '../../testing/fakeWorker';
import type { JobState } from '../protocol';
import { WorkerHandle } from './workerHandle';

const PATIENCE = { startMs: 1000, cancelMs: 100, idleMs: 300_000 };

function setUp() {
  const workers: FakeWorker[] = [];
  const handle = new WorkerHandle(() => {
    workers.push(new FakeWorker());
    return workers[workers.length - 1];
  }, PATIENCE);
  const controller = new AbortController();
  const run = (signal = controller.signal) => handle.run([{ request: exampleRequest(), onState() {}, signal }])[0];
  return { handle, workers, controller, run };
}
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (error instanceof ForecastFailure ? error.detail : error)
  );

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('WorkerHandle', () => {
  it('starts one worker at the first job and keeps it', async () => {
    const { workers, run } = setUp();
    expect(workers).toHaveLength(0);
    for (let i = 0; i < 2; i++) {
      const running = run();
      workers[0].finish();
      await running;
    }
    expect(workers).toHaveLength(1);
    expect(workers[0].requests.map(({ id }) => id)).toEqual([1, 2]);
  });

  it("passes on states and the job's error", async () => {
    const { handle, workers } = setUp();
    const states: string[] = [];
    const { signal } = new AbortController();
    const onState = ({ kind }: JobState) => void states.push(kind);
    const [running] = handle.run([{ request: exampleRequest(), onState, signal }]);
    workers[0].answer({ type: 'states', states: [{ id: 1, state: { kind: 'starting' } }] });
    workers[0].answer({ type: 'failed', id: 1, error: { kind: 'diverged', epoch: 4 } });
    expect(await kindOf(running)).toEqual({ kind: 'diverged', epoch: 4 });
    expect(states).toEqual(['starting']);
  });

  it('asks a cancelled job to stop and keeps the worker that does', async () => {
    const { workers, controller, run } = setUp();
    const running = run();
    workers[0].answer({ type: 'ready' });
    controller.abort();
    expect(await kindOf(running)).toEqual({ kind: 'cancelled' });
    expect(workers[0].sent[1]).toEqual({ type: 'cancel', id: 1 });
    jest.advanceTimersByTime(10 * PATIENCE.cancelMs);
    expect(workers[0].isTerminated).toBe(false);
  });

  it('terminates a worker that does not stop in time, and starts another for the next job', async () => {
    const { workers, controller, run } = setUp();
    const running = run();
    workers[0].isObedient = false;
    controller.abort();
    jest.advanceTimersByTime(PATIENCE.cancelMs);
    expect(await kindOf(running)).toEqual({ kind: 'cancelled' });
    expect(workers[0].isTerminated).toBe(true);

    const next = run(new AbortController().signal);
    workers[1].finish();
    expect(await kindOf(next)).toBe('resolved');
  });

  it('fails the job when the worker dies, with the reason', async () => {
    const { workers, run } = setUp();
    const outcome = kindOf(run());
    workers[0].crash('out of memory');
    expect(await outcome).toEqual({ kind: 'worker-failed', message: 'out of memory' });
    expect(workers[0].isTerminated).toBe(true);
  });

  it('gives up on a worker that never starts, and never on one that did', async () => {
    const { workers, run } = setUp();
    const running = run();
    jest.advanceTimersByTime(PATIENCE.startMs);
    expect(await kindOf(running)).toMatchObject({ kind: 'worker-failed' });

    const long = run();
    workers[1].answer({ type: 'ready' });
    jest.advanceTimersByTime(100 * PATIENCE.startMs);
    workers[1].finish();
    expect(await kindOf(long)).toBe('resolved');
  });

  it('reports a page that forbids workers', async () => {
    const handle = new WorkerHandle(() => {
      throw new Error('violates the Content Security Policy');
    }, PATIENCE);
    const { signal } = new AbortController();
    const [running] = handle.run([{ request: exampleRequest(), onState() {}, signal }]);
    expect(await kindOf(running)).toEqual({
      kind: 'worker-failed',
      message: 'violates the Content Security Policy',
    });
  });

  it('ends a worker that has had nothing to do for long', async () => {
    const { workers, run } = setUp();
    const first = run();
    workers[0].answer({ type: 'ready' });
    jest.advanceTimersByTime(PATIENCE.idleMs);
    workers[0].finish();
    await first;
    expect(workers[0].isTerminated).toBe(false);
    jest.advanceTimersByTime(PATIENCE.idleMs);
    expect(workers[0].isTerminated).toBe(true);

    const second = run();
    workers[1].finish();
    expect(await kindOf(second)).toBe('resolved');
  });

  it('listens to no answer but that of its job', async () => {
    const { workers, run } = setUp();
    const first = run();
    workers[0].finish();
    await first;
    const second = run();
    workers[0].answer({ type: 'failed', id: 1, error: { kind: 'no-values' } });
    workers[0].finish();
    expect(await kindOf(second)).toBe('resolved');
  });
});
