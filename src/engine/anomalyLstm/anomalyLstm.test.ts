import { createRandom, normal } from '../model/random';
import { createTensorKernels } from '../pretrainedLstm/tensorKernels';
import { createStreamView, FEATURES, LAGS, LEADS, LINEAR } from './features';
import { createAnomalyLstm } from './anomalyLstm';
import { AnomalyLstmState } from './anomalyLstmState';
import { HIDDEN, MIN_ROWS, AnomalyLstmTrainer, WINDOW } from './trainer';

const STEP = 300;
const DAY = 288;
const random = createRandom(5);
const timesOf = (length: number) => Float64Array.from({ length }, (_, i) => 1000 * STEP * i);
const wave = (length: number) =>
  Float64Array.from({ length }, (_, i) => 1.4 * Math.sin((2 * Math.PI * i) / DAY) + 0.1 * normal(random));
const known = (errors: Float64Array) => errors.filter((error) => !Number.isNaN(error));
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the features of a row', () => {
  const z = wave(3 * DAY);
  const view = createStreamView(z, timesOf(z.length), STEP);

  it('read nothing later', () => {
    const changed = z.slice();
    changed.fill(9, 500);
    const other = createStreamView(changed, timesOf(z.length), STEP);
    expect(other.inputs.subarray(0, 500 * FEATURES)).toEqual(view.inputs.subarray(0, 500 * FEATURES));
    LEADS.forEach((_, lead) =>
      expect(other.linear[lead].subarray(0, 500 * LINEAR)).toEqual(view.linear[lead].subarray(0, 500 * LINEAR))
    );
  });

  it('hold the value a day before the target, and say where there is none', () => {
    LEADS.forEach((ahead, lead) => {
      const at = (row: number, i: number) => view.linear[lead][row * LINEAR + LAGS.length + i];
      expect([at(100, 0), at(100, 1)]).toEqual([0, 0]);
      expect(at(400, 0)).toBeCloseTo(z[400 + ahead - DAY], 5);
      expect(at(400, 1)).toBe(1);
    });
  });

  it('know gaps: what comes late is not due', () => {
    const times = timesOf(z.length).map((time, i) => (i >= 300 ? time + 3 * 1000 * STEP : time));
    const { inputs, isDue } = createStreamView(z, times, STEP);
    expect(inputs[300 * FEATURES + 2]).toBeCloseTo(Math.log(4));
    expect([isDue[0][298], isDue[0][299], isDue[0][300]]).toEqual([1, 0, 1]);
    expect([isDue[1][293], isDue[1][294], isDue[1][299], isDue[1][300]]).toEqual([1, 0, 0, 1]);
    expect(isDue[1][z.length - 3]).toBe(0);
  });
});

describe('training', () => {
  const z = wave(2 * DAY);
  const view = createStreamView(z, timesOf(z.length), STEP);
  const starts = Int32Array.from({ length: 16 }, (_, i) => 20 * i);

  it('follows the gradient of finite differences', async () => {
    const trainer = new AnomalyLstmTrainer(await createTensorKernels(['plain']), 3);
    const { head } = trainer;
    trainer.computeGradient(view, starts);
    const { values, gradients } = trainer.regions();
    const check = (weights: Float32Array, gradient: Float32Array, at: number) => {
      const [kept, expected, h] = [weights[at], gradient[at], 0.01];
      const losses = [kept + h, kept - h].map((value) => {
        weights[at] = value;
        return trainer.computeGradient(view, starts);
      });
      weights[at] = kept;
      trainer.computeGradient(view, starts);
      expect(Math.abs((losses[0] - losses[1]) / (2 * h) - expected)).toBeLessThan(
        2e-3 * Math.max(1, Math.abs(expected))
      );
    };
    const [own, heads] = [gradients.slice(), head.gradient.slice()];
    for (let i = 0; i < 25; i++) {
      check(values, own, Math.floor(random() * values.length));
      check(head.weights, heads, Math.floor(random() * head.weights.length));
    }
    expect(own.some((gradient) => Math.abs(gradient) > 1e-3)).toBe(true);
  });

  it('goes on in the stream as in its windows: the same state after as many rows', async () => {
    const trainer = new AnomalyLstmTrainer(await createTensorKernels(['plain']), 3);
    trainer.train(view, z.length, 5, 5e-3);
    const stream = new AnomalyLstmState();
    for (let row = 0; row < WINDOW; row++) {
      stream.advance(view, row, trainer.weights());
    }
    const before = trainer.head.mean(0, view, WINDOW - 1, stream.state, 0);
    expect(stream.state).toHaveLength(HIDDEN);
    expect(stream.state.some((value) => Math.abs(value) > 0.01)).toBe(true);
    expect(Math.abs(before - z[WINDOW])).toBeLessThan(1);
  });

  it('lowers the loss', async () => {
    const trainer = new AnomalyLstmTrainer(await createTensorKernels(), 3);
    const losses = Float64Array.from(trainer.train(view, z.length, 60, 5e-3));
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)) - 0.3);
  });
});

describe('the channel', () => {
  it('is better than the last value six rows ahead', async () => {
    const z = wave(6 * DAY);
    const { short, long } = (await createAnomalyLstm(1))(z, timesOf(z.length), 2 * DAY);
    const naive = z.slice(2 * DAY).map((value, i) => Math.abs(value - z[2 * DAY + i - 6]));
    expect(mean(known(long.slice(2 * DAY)))).toBeLessThan(0.7 * mean(naive));
    expect(known(short)).toHaveLength(z.length - 1);
    expect(known(long)).toHaveLength(z.length - 6);
  });

  it('is causal after the warm-up, also where it learns anew, and the same each time', async () => {
    const z = wave(4 * DAY);
    const changed = z.slice();
    changed.fill(-5, 3 * DAY);
    const channel = await createAnomalyLstm(7);
    const first = channel(z, timesOf(z.length), DAY);
    const other = channel(changed, timesOf(z.length), DAY);
    const again = (await createAnomalyLstm(7))(z, timesOf(z.length), DAY);
    expect(other.long.subarray(0, 3 * DAY)).toEqual(first.long.subarray(0, 3 * DAY));
    expect(other.short.subarray(0, 3 * DAY)).toEqual(first.short.subarray(0, 3 * DAY));
    expect(other.long.subarray(3 * DAY)).not.toEqual(first.long.subarray(3 * DAY));
    expect(again).toEqual(first);
  });

  it.each<[string, Float64Array]>([
    ['a constant', new Float64Array(2 * DAY)],
    ['huge values', wave(2 * DAY).map((value, i) => (i % 50 === 0 ? 1e6 : value))],
  ])('of %s is finite', async (_, z) => {
    const { short, long } = (await createAnomalyLstm(1))(z, timesOf(z.length), DAY);
    expect(known(short).length).toBeGreaterThan(0);
    expect([...known(short), ...known(long)].every(Number.isFinite)).toBe(true);
  });

  it('says nothing where the warm-up is too short to learn from', async () => {
    const z = wave(DAY);
    const { short, long } = (await createAnomalyLstm(1))(z, timesOf(z.length), MIN_ROWS - 1);
    expect(known(short)).toHaveLength(0);
    expect(known(long)).toHaveLength(0);
  });
});
