import { ForecastFailure } from '../../core/options/errors';
import type { Dataset, ModelShape, TrainOptions } from '../model/engine';
import { createReferenceEngine } from '../reference/reference';
import { train, trainMany, type Checkpoint } from './train';

const shape: ModelShape = { features: 1, sequenceLength: 4, layers: 1, hidden: 4, outputs: 1 };
const options: TrainOptions = {
  epochs: 12,
  batchSize: 8,
  learningRate: 0.01,
  patience: 3,
  clipNorm: 1,
  seed: 42,
  budgetMs: 1e9,
};

/** A wave of this period and length: its target is the next value. */
function wave(rows: number, period: number, missing = false): Dataset {
  const at = (i: number) => Math.sin((2 * Math.PI * i) / period);
  const origins = Int32Array.from({ length: rows - 3 }, (_, i) => i + 3);
  const validation = Math.floor(0.8 * origins.length);
  return {
    inputs: Float32Array.from({ length: rows }, (_, i) => at(i)),
    targets: Float32Array.from({ length: rows }, (_, i) => (missing ? NaN : at(i + 1))),
    origins: origins.slice(0, validation),
    validationOrigins: origins.slice(validation),
  };
}

test('models that train side by side become what each would alone, whatever their lengths', async () => {
  const datasets = [wave(40, 9), wave(75, 20), wave(28, 5)];
  const engine = createReferenceEngine();
  const together = await trainMany(engine, shape, datasets, options);
  for (const [m, data] of datasets.entries()) {
    expect(together[m]).toEqual(await train(engine, shape, data, options));
  }
});

test('a series without targets fails alone', async () => {
  const [none, model] = await trainMany(createReferenceEngine(), shape, [wave(40, 9, true), wave(40, 9)], options);
  expect(none).toBeInstanceOf(ForecastFailure);
  expect(none).toMatchObject({ detail: { kind: 'no-values' } });
  expect(model).toMatchObject({ shape });
});

test('progress and checkpoints say whose they are', async () => {
  const seen: string[] = [];
  await trainMany(createReferenceEngine(), shape, [wave(40, 9), wave(40, 11)], options, {
    onProgress: (m, { epoch }) => seen.push(`${m} progress ${epoch}`),
    onCheckpoint: (m, { epoch }) => seen.push(`${m} checkpoint ${epoch}`),
  });
  for (const expected of ['0 progress 1', '0 checkpoint 1', '1 progress 1', '1 checkpoint 2']) {
    expect(seen).toContain(expected);
  }
});

describe('one model is cancelled', () => {
  const datasets = [wave(40, 9), wave(40, 11), wave(40, 13)];

  test('and ends alone: the others become what they would without it', async () => {
    const controller = new AbortController();
    const orders: number[] = [];
    const engine = createReferenceEngine();
    const outcomes = await trainMany(engine, shape, datasets, options, {
      signals: [undefined, controller.signal],
      onCheckpoint: (m, { epoch }) => {
        orders.push(m);
        if (m === 1 && epoch === 2) {
          controller.abort();
        }
      },
    });
    expect(outcomes[1]).toMatchObject({ detail: { kind: 'cancelled' } });
    expect(orders.filter((m) => m === 1)).toHaveLength(2);
    expect(outcomes[0]).toEqual(await train(engine, shape, datasets[0], options));
    expect(outcomes[2]).toEqual(await train(engine, shape, datasets[2], options));
  });

  test('before the start, and nothing of it is trained', async () => {
    const [cancelled, model] = await trainMany(createReferenceEngine(), shape, datasets.slice(0, 2), options, {
      signals: [AbortSignal.abort(), new AbortController().signal],
      onProgress: (m) => expect(m).toBe(1),
    });
    expect(cancelled).toMatchObject({ detail: { kind: 'cancelled' } });
    expect(model).toMatchObject({ shape });
  });
});

describe('going on from a checkpoint', () => {
  const data = wave(60, 12);
  const patient = { ...options, patience: 12 };

  async function checkpoints(): Promise<Checkpoint[]> {
    const all: Checkpoint[] = [];
    await train(createReferenceEngine(), shape, data, patient, { onCheckpoint: (checkpoint) => all.push(checkpoint) });
    return all;
  }

  test('trains the epochs that are left, from the weights it holds', async () => {
    const all = await checkpoints();
    expect(all.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const resume = all[7];
    const epochs: number[] = [];
    const model = await train(createReferenceEngine(), shape, data, patient, {
      resume,
      onProgress: ({ epoch }) => epochs.push(epoch),
    });
    expect(epochs[0]).toBe(9);
    expect(model.epochs).toBe(12);
    expect(model.validationLoss).toBeLessThanOrEqual(resume.best.validationLoss);
  });

  test('keeps the best model so far when nothing better follows', async () => {
    const [first] = await checkpoints();
    const best = { weights: first.weights, bestEpoch: 1, validationLoss: -1 };
    const model = await train(createReferenceEngine(), shape, data, options, { resume: { ...first, best } });
    expect(model).toMatchObject({ bestEpoch: 1, validationLoss: -1, epochs: 4 });
    expect(model.weights).toEqual(first.weights);
  });

  test('counts the time that was spent before', async () => {
    const [first] = await checkpoints();
    const resume = { ...first, elapsedMs: 900 };
    const model = await train(createReferenceEngine(), shape, data, { ...patient, budgetMs: 900 }, { resume });
    expect(model.epochs).toBe(2);
  });
});
