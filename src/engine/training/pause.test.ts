import type { Dataset, Engine, ModelShape, TrainedModel } from '../model/engine';
import { createPacer, PAUSE_MS } from './pacer';
import { pausedTime, pauseTraining, resumeTraining, untilResumed } from './pause';
import { createReferenceEngine } from '../reference/reference';
import { train } from './train';
import { createWasmEngine } from '../wasm/wasm';

afterEach(resumeTraining);

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Holds the thread. */
function compute(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) {}
}

test('what is paused waits until it is resumed, and no longer', async () => {
  await untilResumed();
  pauseTraining();
  let isOver = false;
  const waiting = untilResumed().then(() => (isOver = true));
  await after(5);
  expect(isOver).toBe(false);
  resumeTraining();
  await waiting;
});

test('a pause ends for what is cancelled', async () => {
  pauseTraining();
  const controller = new AbortController();
  const waiting = untilResumed(controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
});

test('the time of pauses is added up, the present one included', async () => {
  const before = pausedTime();
  pauseTraining();
  pauseTraining();
  await after(10);
  expect(pausedTime() - before).toBeGreaterThan(5);
  resumeTraining();
  const between = pausedTime();
  await after(10);
  resumeTraining();
  expect(pausedTime()).toBe(between);
});

test('the pacer waits with a long computation', async () => {
  const pace = createPacer();
  setTimeout(pauseTraining, 0);
  compute(PAUSE_MS + 1);
  let isOver = false;
  const pacing = pace().then(() => (isOver = true));
  await after(20);
  expect(isOver).toBe(false);
  resumeTraining();
  await pacing;
});

const shape: ModelShape = { features: 1, sequenceLength: 4, layers: 1, hidden: 8, outputs: 1 };
const data: Dataset = {
  inputs: Float32Array.from({ length: 80 }, (_, i) => Math.sin(i / 3)),
  targets: Float32Array.from({ length: 80 }, (_, i) => Math.sin((i + 1) / 3)),
  origins: Int32Array.from({ length: 60 }, (_, i) => i + 3),
  validationOrigins: Int32Array.from({ length: 16 }, (_, i) => i + 64),
};
const options = { epochs: 6, batchSize: 8, learningRate: 0.01, patience: 9, clipNorm: 1, seed: 1, budgetMs: 1e9 };

test.each<[string, () => Promise<Engine>]>([
  ['reference', async () => createReferenceEngine()],
  ['wasm', () => createWasmEngine()],
])('a training that is paused trains as one that is not: %s', async (_, start) => {
  const engine = await start();
  const whole = await train(engine, shape, data, options);
  let epochs = 0;
  let isOver = false;
  let paused: Promise<TrainedModel> | undefined;
  await new Promise<void>((resolve) => {
    paused = train(engine, shape, data, options, {
      onCheckpoint: ({ epoch }) => {
        epochs = epoch;
        if (epoch === 2) {
          pauseTraining();
          resolve();
        }
      },
    }).finally(() => (isOver = true));
  });
  await after(30);
  expect([epochs, isOver]).toEqual([2, false]);
  resumeTraining();
  expect((await paused!).weights).toEqual(whole.weights);
});

test('a pause uses up no time budget', async () => {
  const engine = createReferenceEngine();
  const training = train(
    engine,
    shape,
    data,
    { ...options, budgetMs: 2000 },
    {
      onCheckpoint: ({ epoch, elapsedMs }) => {
        expect(elapsedMs).toBeLessThan(2000);
        if (epoch === 1) {
          pauseTraining();
          // As a page that was hidden for an hour.
          const now = performance.now.bind(performance);
          jest.spyOn(performance, 'now').mockImplementation(() => now() + 3_600_000);
          setTimeout(resumeTraining, 5);
        }
      },
    }
  );
  expect((await training).epochs).toBe(6);
  jest.restoreAllMocks();
});

test('no epoch starts during a pause, whatever the engine', async () => {
  let epochs = 0;
  const weights = new Float32Array(3);
  const engine: Engine = {
    ...createReferenceEngine(),
    createGroup: async () => ({
      size: 1,
      trainEpoch: async () => (epochs++, [{ trainLoss: 1, validationLoss: 1, weights }]),
      getWeights: async () => [weights],
      dispose() {},
    }),
  };
  pauseTraining();
  const training = train(engine, shape, data, { ...options, epochs: 2 });
  await after(5);
  expect(epochs).toBe(0);
  resumeTraining();
  await training;
  expect(epochs).toBe(2);
});
