import { createTensorKernels, type TensorKernels } from '../pretrainedLstm/tensorKernels';
import { AnomalyLstmState } from './anomalyLstmState';
import { createStreamView, FEATURES } from './features';
import { AnomalyLstmTrainer, HIDDEN, MIN_ROWS, WINDOW } from './trainer';

const times = (length: number) => Float64Array.from({ length }, (_, i) => 300_000 * i);
const wave = (length: number) => Float64Array.from({ length }, (_, i) => Math.sin(i / 9) + 0.2 * Math.cos(i * i));
const view = createStreamView(wave(200), times(200), 300);
const starts = Int32Array.from({ length: 16 }, (_, i) => 9 * i);

let kernels: TensorKernels;
beforeEach(async () => {
  kernels = await createTensorKernels(['plain']);
});

test('a window is as long as the kernels unroll, and the least history has room for one with its targets', () => {
  expect([WINDOW, MIN_ROWS]).toEqual([48, 48 + 6 + 12]);
});

describe('the weights to start from', () => {
  test('lie within 1 / sqrt(units) to both sides, and open the forget gates', () => {
    const { kernel, recurrent, bias } = new AnomalyLstmTrainer(kernels, 1).weights();
    expect([kernel.length, recurrent.length, bias.length]).toEqual([
      FEATURES * 4 * HIDDEN,
      HIDDEN * 4 * HIDDEN,
      4 * HIDDEN,
    ]);
    for (const weights of [kernel, recurrent, bias.slice(2 * HIDDEN)]) {
      expect(Math.max(...weights)).toBeGreaterThan(0.2);
      expect(Math.min(...weights)).toBeLessThan(-0.2);
      expect(weights.every((weight) => Math.abs(weight) <= 0.25)).toBe(true);
    }
    expect([...bias.subarray(HIDDEN, 2 * HIDDEN)]).toEqual(new Array(HIDDEN).fill(1));
    expect(bias.subarray(0, HIDDEN).every((weight) => Math.abs(weight) <= 0.25)).toBe(true);
  });

  test('are the same in an instance of the kernels that has served before', () => {
    const first = new AnomalyLstmTrainer(kernels, 1);
    const fresh = first.computeGradient(view, starts);
    const gradients = first.regions().gradients.slice();
    first.train(view, 200, 3, 0.01);
    const second = new AnomalyLstmTrainer(kernels, 1);
    expect(second.computeGradient(view, starts)).toBe(fresh);
    expect(second.regions().gradients).toEqual(gradients);
  });

  test('are others for another seed, the head included', () => {
    // One after the other: an instance of the kernels serves one trainer at a time.
    const [a, b] = [1, 2].map((seed) => {
      const trainer = new AnomalyLstmTrainer(kernels, seed);
      return { kernel: trainer.weights().kernel, head: trainer.head.weights };
    });
    expect(a.kernel).not.toEqual(b.kernel);
    expect(a.head).not.toEqual(b.head);
  });
});

test('the loss of a window is that of the stream along its rows, from the settled ones on', () => {
  const trainer = new AnomalyLstmTrainer(kernels, 4);
  const loss = trainer.computeGradient(view, starts);
  const weights = trainer.weights();
  let sum = 0;
  let count = 0;
  for (const start of starts) {
    const stream = new AnomalyLstmState();
    for (let j = 0; j < WINDOW; j++) {
      const row = start + j;
      stream.advance(view, row, weights);
      if (j >= 12) {
        [1, 6].forEach((ahead, lead) => {
          const target = view.values[row + ahead];
          const state = Float32Array.from(stream.state);
          sum += trainer.head.learn(lead, view, row, state, 0, target, 0, new Float32Array(HIDDEN), 0);
          count++;
        });
      }
    }
  }
  expect(loss).toBeCloseTo(sum / count, 4);
});

test('what is not due teaches nothing', () => {
  const trainer = new AnomalyLstmTrainer(kernels, 4);
  const none = { ...view, isDue: view.isDue.map((due) => new Uint8Array(due.length)) };
  expect(trainer.computeGradient(none, starts)).toBe(0);
  expect(trainer.regions().gradients.every((slope) => slope === 0)).toBe(true);
  expect(trainer.head.gradient.every((slope) => slope === 0)).toBe(true);
});

test('training reads no row at or beyond its end', () => {
  const end = 120;
  const values = wave(200);
  const others = values.slice().fill(5, end);
  const [first, second] = [values, others].map((z) => {
    const trainer = new AnomalyLstmTrainer(kernels, 7);
    const losses = trainer.train(createStreamView(z, times(200), 300), end, 6, 0.01);
    return { losses, weights: trainer.weights(), head: trainer.head.weights.slice() };
  });
  expect(second).toEqual(first);
  expect(first.losses).toHaveLength(6);
});

test('a history of exactly one window is enough', () => {
  const trainer = new AnomalyLstmTrainer(kernels, 7);
  const losses = trainer.train(view, WINDOW + 6 + 1, 2, 0.01);
  expect(losses.every(Number.isFinite)).toBe(true);
});

test('no step moves where the learning rate is 0', () => {
  const trainer = new AnomalyLstmTrainer(kernels, 7);
  const before = trainer.weights();
  trainer.train(view, 200, 2, 0);
  expect(trainer.weights()).toEqual(before);
});
