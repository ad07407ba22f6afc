import { ForecastFailure } from '../../core/options/errors';
import type { Dataset, ModelShape, TrainOptions } from '../model/engine';
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
