import { PATCHES } from '../../core/networks/netFeatures';
import { createRandom } from '../model/random';
import { LstmTensors } from './lstmTensors';
import type { Trainable } from './parameters';
import { createTensorKernels } from './tensorKernels';
import { type Tensor, TensorMemory } from './tensorMemory';

const HIDDEN = 4;
const INPUTS = 3;
const ROWS = 4;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** An LSTM with small seeded weights, and a loss: the sum of its states, each times a number of its own. */
async function setUp(everyStep: boolean) {
  const memory = new TensorMemory(await createTensorKernels(['plain']));
  const random = createRandom(9);
  const noise = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  const trainable = (rows: number, columns: number): Trainable => ({
    value: memory.reserve(rows, columns),
    gradient: memory.reserve(rows, columns),
    transposed: memory.reserve(columns, rows),
  });
  const [kernel, recurrent, bias] = [INPUTS, HIDDEN, 1].map((rows) => trainable(rows, 4 * HIDDEN));
  const inputs = memory.reserve(PATCHES * ROWS, INPUTS);
  const dInputs = memory.reserve(PATCHES * ROWS, INPUTS);
  const upstream = memory.reserve(everyStep ? PATCHES * ROWS : ROWS, HIDDEN);
  const lstm = new LstmTensors(memory, HIDDEN, ROWS, kernel, recurrent, bias);
  memory.provide();
  const read = (tensor: Tensor) => {
    const values = new Float32Array(tensor.rows * tensor.used);
    memory.read(tensor, values);
    return values;
  };
  for (const { value } of [kernel, recurrent, bias]) {
    memory.write(value, noise(value.rows * value.used));
  }
  memory.write(inputs, noise(PATCHES * ROWS * INPUTS));
  const slopes = noise(upstream.rows * HIDDEN);
  memory.write(upstream, slopes);
  const loss = () => {
    lstm.forward(inputs);
    return read(everyStep ? lstm.outputs : lstm.last).reduce((sum, state, i) => sum + state * slopes[i], 0);
  };
  const backward = (down?: Tensor) => {
    for (const { value, transposed } of [kernel, recurrent, bias]) {
      memory.transpose(value, transposed);
    }
    lstm.forward(inputs);
    lstm.backward(inputs, upstream, down);
  };
  return { memory, lstm, kernel, recurrent, bias, inputs, dInputs, upstream, read, loss, backward };
}

test('the states are those of the equations, step by step', async () => {
  const { lstm, kernel, recurrent, bias, inputs, read } = await setUp(true);
  lstm.forward(inputs);
  const [k, r, b, x, states] = [kernel.value, recurrent.value, bias.value, inputs, lstm.outputs].map(read);
  const row = 2;
  const h = new Float64Array(HIDDEN);
  const c = new Float64Array(HIDDEN);
  for (let t = 0; t < PATCHES; t++) {
    const sums = Array.from(b, (start, gate) => {
      const fromInputs = [0, 1, 2].reduce((sum, i) => sum + x[(t * ROWS + row) * INPUTS + i] * k[i * 16 + gate], 0);
      return start + fromInputs + h.reduce((sum, state, u) => sum + state * r[u * 16 + gate], 0);
    });
    for (let u = 0; u < HIDDEN; u++) {
      c[u] = sigmoid(sums[HIDDEN + u]) * c[u] + sigmoid(sums[u]) * Math.tanh(sums[2 * HIDDEN + u]);
      h[u] = sigmoid(sums[3 * HIDDEN + u]) * Math.tanh(c[u]);
      expect(states[(t * ROWS + row) * HIDDEN + u]).toBeCloseTo(h[u], 5);
    }
  }
  expect(read(lstm.last)).toEqual(states.subarray((PATCHES - 1) * ROWS * HIDDEN));
});

describe.each([
  ['every step', true],
  ['the last step alone', false],
])('with a loss on %s', (_, everyStep) => {
  test('the gradients are the slopes of the loss', async () => {
    const { memory, kernel, recurrent, bias, inputs, dInputs, read, loss, backward } = await setUp(everyStep);
    backward(dInputs);
    const pairs: Array<[Tensor, Tensor]> = [
      ...[kernel, recurrent, bias].map(({ value, gradient }): [Tensor, Tensor] => [value, gradient]),
      [inputs, dInputs],
    ];
    const step = 0.01;
    for (const [value, gradient] of pairs) {
      const values = read(value);
      const expected = read(gradient);
      for (let n = 0; n < 12; n++) {
        const at = (values.length - 1 - 7 * n + 70 * values.length) % values.length;
        const moved = (by: number) => {
          const neighbour = values.slice();
          neighbour[at] += by;
          memory.write(value, neighbour);
          return loss();
        };
        const slope = (moved(step) - moved(-step)) / (2 * step);
        memory.write(value, values);
        expect(Math.abs(slope - expected[at])).toBeLessThan(3e-3 * Math.max(1, Math.abs(slope)));
      }
      expect(expected.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
    }
  });

  test('gradients of the parameters add up, those of the inputs are written anew', async () => {
    const { kernel, dInputs, read, backward } = await setUp(everyStep);
    backward(dInputs);
    const [once, down] = [read(kernel.gradient), read(dInputs)];
    backward();
    expect(read(dInputs)).toEqual(down);
    backward(dInputs);
    expect(read(dInputs)).toEqual(down);
    read(kernel.gradient).forEach((slope, i) => expect(slope).toBeCloseTo(3 * once[i], 2));
  });
});
