import { ForecastFailure } from '../../core/options/errors';
import type { Dataset, ModelShape, Progress, TrainOptions } from '../model/engine';
import { initialWeights } from '../model/lstm';
import { createRandom, shuffle } from '../model/random';
import type { Checkpoint } from './train';
import { TrainingRun } from './trainingRun';

const shape: ModelShape = { features: 1, sequenceLength: 2, layers: 1, hidden: 2, outputs: 1 };
const data: Dataset = {
  inputs: new Float32Array(40).fill(0.5),
  targets: new Float32Array(40).fill(0.25),
  origins: Int32Array.from({ length: 30 }, (_, w) => w + 1),
  validationOrigins: Int32Array.of(32, 33),
};
const options: TrainOptions = {
  ...{ epochs: 9, batchSize: 4, learningRate: 0.01, patience: 9, seed: 42, budgetMs: 1e9, clipNorm: 1 },
};
const weights = new Float32Array(3);

function start(resume?: Checkpoint, change: Partial<TrainOptions> = {}) {
  const checkpoints: Checkpoint[] = [];
  const controls = {
    resume,
    onProgress: () => undefined,
    onCheckpoint: (one: Checkpoint) => void checkpoints.push(one),
  };
  const run = new TrainingRun(shape, data, { ...options, ...change }, () => 0, controls);
  const finish = (validationLoss: number) => run.finishEpoch({ trainLoss: 1, validationLoss, weights });
  return { run, checkpoints, finish };
}

test('every epoch has all windows, in an order of its own', () => {
  const { run } = start();
  const orders = [1, 2, 3].map(() => [...run.nextOrder()]);
  orders.forEach((order) => expect([...order].sort((a, b) => a - b)).toEqual([...data.origins]));
  expect(new Set(orders.map(String)).size).toBe(3);
});

test('a training that goes on from a checkpoint has the orders it would have had', () => {
  const whole = start();
  const orders = [1, 2, 3, 4].map((loss) => {
    const order = [...whole.run.nextOrder()];
    whole.finish(loss);
    return order;
  });
  for (const [at, checkpoint] of whole.checkpoints.slice(0, 3).entries()) {
    const { run } = start(checkpoint);
    expect([...run.nextOrder()]).toEqual(orders[at + 1]);
  }
});

test('and it knows its best epoch, and when its patience ends', () => {
  const first = start(undefined, { patience: 3 });
  [0.5, 0.2, 0.7].forEach(first.finish);
  const { run, finish } = start(first.checkpoints[2], { patience: 3 });
  finish(0.9);
  expect(run.outcome).toBeUndefined();
  finish(0.3);
  expect(run.outcome).toMatchObject({ bestEpoch: 2, validationLoss: 0.2, epochs: 5 });
  expect(run.nextOrder()).toHaveLength(0);
});

test('a loss that is no number ends it as a failure, and later epochs change nothing', () => {
  const { run, finish } = start();
  finish(0.5);
  finish(NaN);
  expect(run.outcome).toBeInstanceOf(ForecastFailure);
  finish(0.1);
  expect(run.outcome).toMatchObject({ detail: { kind: 'diverged', epoch: 2 } });
});

describe('what an epoch is judged by', () => {
  const withData = (change: Partial<Dataset>, own: Partial<TrainOptions> = {}, signal?: AbortSignal) => {
    const progress: Progress[] = [];
    const controls = { signal, onProgress: (one: Progress) => void progress.push(one), onCheckpoint: () => undefined };
    const run = new TrainingRun(shape, { ...data, ...change }, { ...options, ...own }, () => 0, controls);
    return { run, progress };
  };

  test('is the validation loss, or the training loss where no validation target is known', () => {
    const targets = data.targets.map((y, row) => (row > 31 ? NaN : y));
    for (const { run } of [
      withData({ validationOrigins: new Int32Array(0) }, { epochs: 1 }),
      withData({ targets }, { epochs: 1 }),
    ]) {
      expect(run.validation).toHaveLength(0);
      run.finishEpoch({ trainLoss: 0.7, validationLoss: NaN, weights });
      expect(run.outcome).toMatchObject({ validationLoss: 0.7, bestEpoch: 1, epochs: 1, weights, shape });
    }
    const { run, progress } = withData({}, { epochs: 1 });
    expect([...run.validation]).toEqual([32, 33]);
    run.finishEpoch({ trainLoss: 0.7, validationLoss: 0.9, weights });
    expect(run.outcome).toMatchObject({ validationLoss: 0.9 });
    expect(progress).toEqual([{ epoch: 1, epochs: 1, trainLoss: 0.7, validationLoss: 0.9, remainingMs: 0 }]);
  });

  test.each([
    ['the training loss', { trainLoss: Infinity, validationLoss: 1, weights }],
    ['the validation loss', { trainLoss: 1, validationLoss: NaN, weights }],
    ['a weight', { trainLoss: 1, validationLoss: 1, weights: Float32Array.of(0, NaN) }],
  ])('is a failure where %s is no number', (_, outcome) => {
    const { run } = withData({});
    run.finishEpoch(outcome);
    expect(run.outcome).toMatchObject({ detail: { kind: 'diverged', epoch: 1 } });
  });

  test('an equal loss is no better: the earlier epoch stays the best', () => {
    const { run, finish } = start(undefined, { patience: 2 });
    [0.5, 0.5, 0.5].forEach(finish);
    expect(run.outcome).toMatchObject({ bestEpoch: 1, epochs: 3 });
  });

  test('nothing is trained without a known target, nor once it is cancelled', () => {
    const none = withData({ targets: data.targets.map(() => NaN) }).run;
    expect(none.outcome).toMatchObject({ detail: { kind: 'no-values' } });
    expect(none.nextOrder()).toHaveLength(0);
    const late = withData({}, {}, AbortSignal.abort()).run;
    expect(late.outcome).toBeUndefined();
    expect(late.nextOrder()).toHaveLength(0);
    expect(late.outcome).toMatchObject({ detail: { kind: 'cancelled' } });
  });
});

describe('time', () => {
  /** A run whose epochs take 40 ms on a clock of its own. */
  function timed(change: Partial<TrainOptions>, resume?: Checkpoint) {
    let clock = 1000;
    const progress: Progress[] = [];
    const checkpoints: Checkpoint[] = [];
    const controls = {
      resume,
      onProgress: (one: Progress) => void progress.push(one),
      onCheckpoint: (one: Checkpoint) => void checkpoints.push(one),
    };
    const run = new TrainingRun(shape, data, { ...options, ...change }, () => clock, controls);
    const finish = (validationLoss: number) => {
      clock += 40;
      run.finishEpoch({ trainLoss: 1, validationLoss, weights });
    };
    return { run, progress, checkpoints, finish };
  }

  test('is told after the first epoch and then each tenth of a second; what is left goes by the pace so far', () => {
    const { progress, finish } = timed({ epochs: 7 });
    [7, 6, 5, 4, 3, 2, 1].forEach(finish);
    expect(progress.map(({ epoch, remainingMs }) => [epoch, remainingMs])).toEqual([
      [1, 240],
      [4, 120],
      [7, 0],
    ]);
  });

  test('no epoch starts once the budget is used up, to the millisecond', () => {
    const { run, finish } = timed({ budgetMs: 80 });
    finish(2);
    expect(run.outcome).toBeUndefined();
    finish(1);
    expect(run.outcome).toMatchObject({ epochs: 2 });
  });

  test('a checkpoint knows the time that was spent, and who goes on from it counts that too', () => {
    const first = timed({});
    [3, 2].forEach(first.finish);
    expect(first.checkpoints.map(({ epoch, elapsedMs }) => [epoch, elapsedMs])).toEqual([
      [1, 40],
      [2, 80],
    ]);
    const second = timed({}, first.checkpoints[1]);
    second.finish(1);
    expect(second.checkpoints[0]).toMatchObject({
      epoch: 3,
      elapsedMs: 120,
      best: { bestEpoch: 3, validationLoss: 1 },
    });
    expect(second.progress[0]).toMatchObject({ epoch: 3, remainingMs: 6 * 40 });
  });

  test('an estimate never goes below nothing', () => {
    const { progress, finish } = timed({ budgetMs: 41 });
    finish(1);
    expect(progress[0].remainingMs).toBe(1);
    finish(0.5);
    expect(progress.at(-1)?.remainingMs).toBe(0);
  });
});

test('starts from the weights of the seed, and in an order that is not made of the same numbers', () => {
  const { run } = start();
  expect(run.start).toEqual(initialWeights(shape, options.seed));
  const order = data.origins.slice();
  shuffle(order, createRandom(options.seed ^ 0x9e3779b9));
  expect([...run.nextOrder()]).toEqual([...order]);
  const other = data.origins.slice();
  shuffle(other, createRandom(options.seed));
  expect([...order]).not.toEqual([...other]);
});
