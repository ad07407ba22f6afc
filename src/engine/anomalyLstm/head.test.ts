import { createRandom } from '../model/random';
import { AnomalyLstmState } from './anomalyLstmState';
import { FEATURES, LEADS, LINEAR, type StreamView } from './features';
import { Head } from './head';
import { HIDDEN, type LstmWeights } from './trainer';

const random = createRandom(21);
const noise = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1);
const U = 4;
const ROWS = 3;
const view: StreamView = {
  values: noise(ROWS),
  inputs: noise(ROWS * FEATURES),
  linear: LEADS.map(() => noise(ROWS * LINEAR)),
  isDue: LEADS.map(() => new Uint8Array(ROWS).fill(1)),
};
const states = noise(10);
const SIZE = 2 * U + LINEAR + 2;

/** The loss of an outcome, as the comment of `Head` has it: Student-t of 4 degrees of freedom without its constant. */
function lossOf(head: Head, lead: number, row: number, from: number, target: number): number {
  const own = head.weights.subarray(lead * SIZE, (lead + 1) * SIZE);
  const [w, s] = [own.subarray(0, U), own.subarray(U, U + LINEAR)];
  const [b, v, c] = [own[U + LINEAR], own.subarray(U + LINEAR + 1, SIZE - 1), own[SIZE - 1]];
  let [mean, log] = [b, c];
  for (let u = 0; u < U; u++) {
    mean += w[u] * states[from + u];
    log += v[u] * states[from + u];
  }
  s.forEach((weight, i) => (mean += weight * view.linear[lead][row * LINEAR + i]));
  const square = ((target - mean) / Math.exp(log)) ** 2;
  return log + 2.5 * Math.log1p(square / 4);
}

describe('the head', () => {
  test('starts from the last value, with a scale of 1 / e and small weights of the state', () => {
    const head = new Head(U, 1);
    LEADS.forEach((_, lead) => {
      const own = [...head.weights.subarray(lead * SIZE, (lead + 1) * SIZE)];
      expect(own.slice(0, U).every((weight) => weight !== 0 && Math.abs(weight) <= 0.1)).toBe(true);
      expect(own.slice(U)).toEqual([1, ...new Array(LINEAR + U).fill(0), -1]);
      expect(head.mean(lead, view, 1, new Float32Array(U), 0)).toBe(view.linear[lead][LINEAR]);
    });
    const weights = [0, 1].map((lead) => [...head.weights.subarray(lead * SIZE, lead * SIZE + U)]);
    expect(weights[0]).not.toEqual(weights[1]);
    expect([...weights[0], ...weights[1]].some((weight) => weight < 0)).toBe(true);
    expect([...weights[0], ...weights[1]].some((weight) => weight > 0)).toBe(true);
  });

  test.each([
    [0, 1, 0, 0.7],
    [1, 2, 3, -1.4],
    [1, 0, 6, 40],
  ])('learns lead %i at row %i along the slopes of its likelihood', (lead, row, from, target) => {
    const head = new Head(U, 2);
    head.weights.set(noise(head.weights.length).map((weight) => 0.3 * weight));
    const dStates = new Float32Array(12).fill(0.5);
    const loss = head.learn(lead, view, row, states, from, target, 2, dStates, 5);
    expect(loss).toBeCloseTo(lossOf(head, lead, row, from, target), 4);
    const h = 1e-3;
    const slopeOf = (values: Float32Array, at: number) => {
      const kept = values[at];
      const [above, below] = [kept + h, kept - h].map((value) => {
        values[at] = value;
        return lossOf(head, lead, row, from, target);
      });
      values[at] = kept;
      return (above - below) / (2 * h);
    };
    head.gradient.forEach((gradient, i) => expect(gradient).toBeCloseTo(2 * slopeOf(head.weights, i), 2));
    dStates.forEach((slope, i) => {
      const added = i >= 5 && i < 5 + U ? 2 * slopeOf(states, from + i - 5) : 0;
      expect(slope).toBeCloseTo(0.5 + added, 2);
    });
    const once = head.gradient.slice();
    head.learn(lead, view, row, states, from, target, 2, dStates, 5);
    head.gradient.forEach((gradient, i) => expect(gradient).toBeCloseTo(2 * once[i], 4));
  });

  test('pushes nowhere where it is right, but for its scale', () => {
    const head = new Head(U, 3);
    const target = head.mean(0, view, 0, states, 0);
    const loss = head.learn(0, view, 0, states, 0, target, 1, new Float32Array(U), 0);
    expect(loss).toBe(-1);
    expect(head.gradient.subarray(0, U + LINEAR + 1).every((slope) => slope === 0)).toBe(true);
    expect(head.gradient[SIZE - 1]).toBe(1);
  });

  test('an outcome far out pulls no harder than a few scales do: incidents do not bend it', () => {
    const pull = (distance: number) => {
      const head = new Head(U, 3);
      const target = head.mean(0, view, 0, states, 0) + distance;
      head.learn(0, view, 0, states, 0, target, 1, new Float32Array(U), 0);
      return Math.abs(head.gradient[U + LINEAR]);
    };
    expect(pull(1000)).toBeLessThan(pull(1) / 10);
  });

  test.each([
    [7, 6],
    [-7, -6],
  ])('a log scale of %i is held at %i, and is not pushed further', (asked, held) => {
    const head = new Head(U, 3);
    head.weights[SIZE - 1] = asked;
    const target = head.mean(0, view, 0, states, 0);
    expect(head.learn(0, view, 0, states, 0, target, 1, new Float32Array(U), 0)).toBe(held);
    expect(head.gradient.every((slope) => slope === 0)).toBe(true);
  });
});

test('the state goes along by the equations of an LSTM, gates i f g o', () => {
  const weights: LstmWeights = {
    kernel: noise(FEATURES * 4 * HIDDEN),
    recurrent: noise(HIDDEN * 4 * HIDDEN),
    bias: noise(4 * HIDDEN),
  };
  const stream = new AnomalyLstmState();
  expect(stream.state).toEqual(new Float64Array(HIDDEN));
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  let h = new Array<number>(HIDDEN).fill(0);
  let c = new Array<number>(HIDDEN).fill(0);
  for (let row = 0; row < ROWS; row++) {
    stream.advance(view, row, weights);
    const sums = Array.from(weights.bias, (bias, gate) => {
      let sum = bias;
      for (let i = 0; i < FEATURES; i++) {
        sum += view.inputs[row * FEATURES + i] * weights.kernel[i * 4 * HIDDEN + gate];
      }
      return h.reduce((total, state, u) => total + state * weights.recurrent[u * 4 * HIDDEN + gate], sum);
    });
    const gate = (block: number, u: number) => sums[block * HIDDEN + u];
    c = c.map((cell, u) => sigmoid(gate(1, u)) * cell + sigmoid(gate(0, u)) * Math.tanh(gate(2, u)));
    h = c.map((cell, u) => sigmoid(gate(3, u)) * Math.tanh(cell));
    stream.state.forEach((state, u) => expect(state).toBeCloseTo(h[u], 12));
  }
});
