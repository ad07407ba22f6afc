import { phrase } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import type { Dataset, Engine, ModelShape, Progress, TrainOptions } from '../../engine/model/engine';
import { createReferenceEngine } from '../../engine/reference/reference';
import { train as trainDirectly } from '../../engine/training/train';
import { TrainTogether, type Trained } from './trainTogether';
import { createGroupEngine } from '../../testing/groupEngine';

const shape: ModelShape = { features: 1, sequenceLength: 4, layers: 1, hidden: 4, outputs: 1 };
const options: TrainOptions = {
  epochs: 5,
  batchSize: 8,
  learningRate: 0.01,
  patience: 9,
  clipNorm: 1,
  seed: 42,
  budgetMs: 1e9,
};

/** A wave of this period: its target is the next value. */
function wave(period: number): Dataset {
  const at = (i: number) => Math.sin((2 * Math.PI * i) / period);
  return {
    inputs: Float32Array.from({ length: 40 }, (_, i) => at(i)),
    targets: Float32Array.from({ length: 40 }, (_, i) => at(i + 1)),
    origins: Int32Array.from({ length: 30 }, (_, i) => i + 3),
    validationOrigins: Int32Array.from({ length: 6 }, (_, i) => i + 34),
  };
}
const periods = [9, 11, 13];
const alone = (period: number) => trainDirectly(createReferenceEngine(), shape, wave(period), options);
const outcomeOf = (training: Promise<Trained>) => training.catch((error) => error.detail?.kind ?? error);

test('those of one shape train side by side, and become what each would alone', async () => {
  const engine = createGroupEngine();
  const trainTogether = new TrainTogether(3);
  const epochs: number[][] = periods.map(() => []);
  const trainings = periods.map((period, m) =>
    trainTogether.join().train(engine, shape, wave(period), options, {
      onProgress: ({ epoch }: Progress) => epochs[m].push(epoch),
      onStart: (together) => expect(together).toBe(3),
    })
  );
  for (const [m, { trained, together }] of (await Promise.all(trainings)).entries()) {
    expect(together).toBe(3);
    expect(trained).toEqual(await alone(periods[m]));
    expect(epochs[m].at(-1)).toBe(5);
  }
  expect(engine.groups).toEqual([3]);
  expect(engine.held).toBe(0);
});

test('training waits for all that may come, and for none that left', async () => {
  const engine = createGroupEngine();
  const trainTogether = new TrainTogether(3);
  const [first, second, third] = [trainTogether.join(), trainTogether.join(), trainTogether.join()];
  const trainings = [first, second].map(({ train }, m) => train(engine, shape, wave(periods[m]), options, {}));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(engine.groups).toEqual([]);
  third.leave();
  third.leave();
  await Promise.all(trainings);
  expect(engine.groups).toEqual([2]);
});

test('other shapes and other options are groups of their own', async () => {
  const engine = createGroupEngine();
  const trainTogether = new TrainTogether(4);
  const trainings = [shape, { ...shape, hidden: 5 }, shape, shape].map((each, m) =>
    trainTogether.join().train(engine, each, wave(9), { ...options, seed: m === 3 ? 1 : 2 }, {})
  );
  const together = (await Promise.all(trainings)).map((one) => one.together);
  expect(together).toEqual([2, 1, 2, 1]);
});

test('an engine that cannot train side by side trains one after the other', async () => {
  const trainTogether = new TrainTogether(2);
  const engine = createReferenceEngine();
  const done: number[] = [];
  const trainings = [9, 11].map((period, m) =>
    trainTogether.join().train(engine, shape, wave(period), options, {
      onStart: () => done.push(m),
      onProgress: ({ epoch }) => epoch === 5 && done.push(m),
    })
  );
  expect((await Promise.all(trainings)).map(({ together }) => together)).toEqual([1, 1]);
  expect(done).toEqual([0, 0, 1, 1]);
});

test('halves of what does not fit on the device follow each other', async () => {
  const engine = createGroupEngine();
  const small: Engine = {
    ...engine,
    createGroup: async (...args) => {
      if (args[1].length > 2) {
        throw new ForecastFailure({ kind: 'too-large', what: phrase('networks'), size: args[1].length, limit: 2 });
      }
      return engine.createGroup!(...args);
    },
  };
  const trainTogether = new TrainTogether(5);
  const trainings = [9, 11, 13, 15, 17].map((period) =>
    trainTogether.join().train(small, shape, wave(period), options, {})
  );
  expect((await Promise.all(trainings)).map(({ together }) => together)).toEqual([2, 2, 1, 2, 2]);
});

describe('cancelling', () => {
  test('one ends it alone and at once, whether it waits or trains', async () => {
    const engine = createGroupEngine();
    const trainTogether = new TrainTogether(3);
    const controllers = periods.map(() => new AbortController());
    const trainings = periods.map((period, m) =>
      outcomeOf(
        trainTogether.join().train(engine, shape, wave(period), options, {
          signal: controllers[m].signal,
          onCheckpoint: ({ epoch }) => epoch === 2 && controllers[1].abort(),
        })
      )
    );
    const [first, cancelled, third] = await Promise.all(trainings);
    expect(cancelled).toBe('cancelled');
    expect(first.trained).toEqual(await alone(periods[0]));
    expect(third.trained).toEqual(await alone(periods[2]));
  });

  test('one that waits leaves the others to train', async () => {
    const engine = createGroupEngine();
    const trainTogether = new TrainTogether(2);
    const controller = new AbortController();
    const [one, other] = [trainTogether.join(), trainTogether.join()];
    const cancelled = outcomeOf(one.train(engine, shape, wave(9), options, { signal: controller.signal }));
    controller.abort();
    expect(await cancelled).toBe('cancelled');
    one.leave();
    expect((await other.train(engine, shape, wave(11), options, {})).together).toBe(1);
  });

  test('all stops the engine', async () => {
    const engine = createGroupEngine();
    const trainTogether = new TrainTogether(2);
    const controller = new AbortController();
    let epochs = 0;
    const trainings = [9, 11].map((period) =>
      outcomeOf(
        trainTogether.join().train(
          engine,
          shape,
          wave(period),
          { ...options, epochs: 500, patience: 500 },
          {
            signal: controller.signal,
            onCheckpoint: () => ++epochs === 4 && controller.abort(),
          }
        )
      )
    );
    expect(await Promise.all(trainings)).toEqual(['cancelled', 'cancelled']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(engine.held).toBe(0);
    expect(epochs).toBe(4);
  });
});

test('a device that fails fails all, which then train together on the next', async () => {
  const failing = createGroupEngine('webgpu', 2);
  const next = createGroupEngine('wasm');
  const trainTogether = new TrainTogether(2);
  const trainings = [9, 11].map(async (period) => {
    const { train, leave } = trainTogether.join();
    const kind = await outcomeOf(train(failing, shape, wave(period), options, {}));
    const { trained, together } = await train(next, shape, wave(period), options, {});
    leave();
    return { kind, together, trained };
  });
  for (const [m, { kind, together, trained }] of (await Promise.all(trainings)).entries()) {
    expect([kind, together]).toEqual(['device-failed', 2]);
    expect(trained).toEqual(await alone([9, 11][m]));
  }
  expect(failing.held).toBe(0);
});
