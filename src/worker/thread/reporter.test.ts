import type { Checkpoint } from '../../engine/training/train';
import type { FromWorker, JobState } from '../protocol';
import { CHECKPOINT_MS, Reporter, STATES_MS } from './reporter';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const training = (epoch: number): JobState => ({
  kind: 'training',
  progress: { epoch, epochs: 99, trainLoss: 1, validationLoss: 1, remainingMs: 1 },
  device: 'wasm',
});

function setUp() {
  const posted: Array<{ message: FromWorker; transfer?: Transferable[] }> = [];
  const reporter = new Reporter(
    (message, transfer) => posted.push({ message, transfer }),
    () => jest.now()
  );
  return { reporter, posted };
}

test('many jobs that report often make ten messages a second, each with the newest of each job', () => {
  const { reporter, posted } = setUp();
  for (let ms = 0; ms < 1000; ms += 5) {
    [1, 2, 3].forEach((id) => reporter.state(id, training(ms)));
    jest.advanceTimersByTime(5);
  }
  expect(posted.length).toBeLessThanOrEqual(11);
  expect(posted.length).toBeGreaterThanOrEqual(10);
  const { message } = posted[5];
  expect(message).toEqual({ type: 'states', states: [1, 2, 3].map((id) => ({ id, state: training(500 - 5) })) });
});

test('the last state is told though nothing follows, unless the job is over', () => {
  const { reporter, posted } = setUp();
  reporter.state(1, training(1));
  reporter.state(1, training(2));
  reporter.state(2, training(2));
  reporter.end(2);
  jest.advanceTimersByTime(STATES_MS);
  expect(posted.map(({ message }) => message)).toEqual([
    { type: 'states', states: [{ id: 1, state: training(1) }] },
    { type: 'states', states: [{ id: 1, state: training(2) }] },
  ]);
});

test('checkpoints are copies, handed over, one a second and job', () => {
  const { reporter, posted } = setUp();
  const weights = Float32Array.of(1, 2);
  const checkpoint: Checkpoint = {
    epoch: 1,
    weights,
    best: { weights, bestEpoch: 1, validationLoss: 1 },
    elapsedMs: 5,
  };
  reporter.checkpoint(1, checkpoint);
  reporter.checkpoint(1, { ...checkpoint, epoch: 2 });
  reporter.checkpoint(2, checkpoint);
  jest.advanceTimersByTime(CHECKPOINT_MS);
  reporter.checkpoint(1, { ...checkpoint, epoch: 3 });
  expect(posted.map(({ message }) => message)).toMatchObject([
    { type: 'checkpoint', id: 1, checkpoint },
    { type: 'checkpoint', id: 2 },
    { type: 'checkpoint', id: 1, checkpoint: { epoch: 3 } },
  ]);
  const { transfer } = posted[0];
  expect(transfer).toHaveLength(2);
  expect(transfer).not.toContain(weights.buffer);
});

test('a job that fails leaves the checkpoint that was held back', () => {
  const { reporter, posted } = setUp();
  const weights = Float32Array.of(1, 2);
  const at = (epoch: number): Checkpoint => ({
    epoch,
    weights,
    best: { weights, bestEpoch: 1, validationLoss: 1 },
    elapsedMs: 5,
  });
  [1, 2, 3].forEach((epoch) => reporter.checkpoint(1, at(epoch)));
  reporter.checkpoint(2, at(1));
  reporter.fail(1);
  reporter.fail(1);
  reporter.fail(2);
  expect(posted.map(({ message }) => message)).toMatchObject([
    { id: 1, checkpoint: { epoch: 1 } },
    { id: 2, checkpoint: { epoch: 1 } },
    { id: 1, checkpoint: { epoch: 3 } },
  ]);
});
