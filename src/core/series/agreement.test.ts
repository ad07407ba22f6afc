import { compareOverlap } from './agreement';
import type { Series } from './series';
import { createNoise, START, STEP } from '../../testing/testSeries';

/** What a source knows: a value each 15 seconds over five days. */
const RAW = 15;
const DAYS = 5;
const LENGTH = (DAYS * 86_400) / RAW;
const END = START + LENGTH * RAW * 1000;
/** What a query answers at a time, from the raw values of the step before it. */
type Answer = (window: Float64Array) => number;

const last: Answer = (window) => window[window.length - 1];
const mean: Answer = (window) => window.reduce((sum, x) => sum + x, 0) / window.length;
const max: Answer = (window) => Math.max(...window);
const min: Answer = (window) => Math.min(...window);
const sum: Answer = (window) => mean(window) * window.length;
const middle: Answer = (window) => [...window].sort((a, b) => a - b)[window.length >> 1];
/** The rate over the last minute, whatever the step. */
const rateOfMinute: Answer = (window) => mean(window.slice(-4));

/** The source asked at a step (seconds) for the time before `END`, from a phase (seconds) off the grid. */
function ask(raw: Float64Array, answer: Answer, step: number, hours: number, phase = 0) {
  const times: number[] = [];
  const values: number[] = [];
  for (let at = END - hours * 3_600_000; at <= END; at += step * 1000) {
    const index = Math.floor((at - START) / 1000 / RAW) + Math.round(phase / RAW);
    const window = raw.slice(Math.max(0, index - Math.max(step, 60) / RAW), index);
    times.push(at + phase * 1000);
    values.push(answer(window));
  }
  return { times, values };
}

function historyOf(raw: Float64Array, answer: Answer, step = STEP, phase = 0): Series {
  const { times, values } = ask(raw, answer, step, 24 * DAYS - 1, phase);
  return { start: times[0], step, values: Float64Array.from(values) };
}

type Shape = (seed: number) => Float64Array;
const of = (value: (i: number, noise: () => number) => number): Shape => {
  return (seed) => {
    const noise = createNoise(seed);
    return Float64Array.from({ length: LENGTH }, (_, i) => value(i, noise));
  };
};
const perDay = 86_400 / RAW;
const shapes: Record<string, Shape> = {
  'a noisy day': of((i, noise) => 50 + 20 * Math.sin((2 * Math.PI * i) / perDay) + 4 * noise()),
  'noise alone': of((_, noise) => 10 + noise()),
  'rare bursts': of((i) => ((i * 7) % 977 < 4 ? 80 : 1)),
  'a counter': (seed) => {
    const noise = createNoise(seed);
    let total = 1e6;
    return Float64Array.from({ length: LENGTH }, () => (total += 100 + 20 * Math.abs(noise())));
  },
  'a saw-tooth': of((i, noise) => (i % 5000) / 50 + 0.1 * noise()),
  'a level that never changes': of(() => 5),
  'one incident an hour long': of((i, noise) => 30 + noise() + (i > LENGTH - 300 && i < LENGTH - 60 ? 60 : 0)),
};
const steps = [15, 60, 240, 1200];
/** Factors of scale. Between rare bursts and their mean there is room for all but those of another order. */
const NEAR = [0.01, 0.4, 2.5, 7.5];
const FAR = [120];

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  const raw = shape(1);
  const isFlat = new Set(raw).size === 1;

  it.each(steps)('agrees with itself asked every %d s', (step) => {
    for (const hours of [1, 6, 24]) {
      expect(compareOverlap(historyOf(raw, last), ask(raw, last, step, hours)).kind).not.toBe('differs');
    }
    expect(compareOverlap(historyOf(raw, last), ask(raw, last, step, 24))).toEqual({ kind: 'agrees' });
  });

  it.each([
    ['mean', mean],
    ['maximum', max],
    ['minimum', min],
    ['median', middle],
    ['rate of the last minute', rateOfMinute],
  ])('agrees with itself as the %s of each step', (__, answer) => {
    for (const step of steps) {
      expect(compareOverlap(historyOf(raw, answer), ask(raw, answer, step, 12))).toEqual({ kind: 'agrees' });
    }
  });

  it('agrees where the samples stand off the grid, and where the live step is the coarser one', () => {
    expect(compareOverlap(historyOf(raw, last, STEP, 435), ask(raw, last, 60, 12)).kind).toBe('agrees');
    expect(compareOverlap(historyOf(raw, mean, 300), ask(raw, mean, 3600, 96)).kind).toBe('agrees');
  });

  it('agrees over gaps, and is unknown without overlap', () => {
    const live = ask(raw, last, 60, 12);
    const holed = { times: live.times, values: live.values.map((x, i) => (i % 90 < 40 ? NaN : x)) };
    expect(compareOverlap(historyOf(raw, last), holed).kind).toBe('agrees');
    const later = { times: live.times.map((time) => time + 864e5), values: live.values };
    expect(compareOverlap(historyOf(raw, last), later)).toEqual({ kind: 'unknown' });
    expect(compareOverlap(historyOf(raw, last), { times: [], values: [] })).toEqual({ kind: 'unknown' });
  });

  it.each(shape === shapes['rare bursts'] ? FAR : [...NEAR, ...FAR])('differs from %d times itself', (factor) => {
    const history = historyOf(raw, mean);
    const scaled = { ...history, values: history.values.map((x) => factor * x) };
    expect(compareOverlap(scaled, ask(raw, mean, 60, 12)).kind).toBe('differs');
  });

  it('differs where the answer grows with the step, as increase() over an interval does', () => {
    const verdict = compareOverlap(historyOf(raw, sum), ask(raw, sum, 60, 24));
    expect(verdict.kind).toBe('differs');
    if (isFlat && verdict.kind === 'differs') {
      expect(verdict.history / verdict.live).toBeCloseTo(STEP / 60);
    }
  });
});

/** Grafana's TestData: from anywhere in 0 to 100, half a unit up or down at most each step. */
const randomWalk = (seed: number, points: number) => {
  const noise = createNoise(seed);
  let value = 50 + 25 * noise();
  return Float64Array.from({ length: points }, () => (value += 0.29 * noise()));
};

test('random walks, each request another one, are told apart nine times of ten', () => {
  const verdicts = Array.from({ length: 100 }, (_, seed) => {
    const history = { start: END - 1440 * STEP * 1000, step: STEP, values: randomWalk(2 * seed, 1441) };
    const values = randomWalk(2 * seed + 1, 720);
    const times = Array.from(values, (__, i) => END - (719 - i) * 30_000);
    return compareOverlap(history, { times, values }).kind;
  });
  expect(verdicts.filter((kind) => kind === 'differs').length).toBeGreaterThan(90);
});

test('zeros tell nothing of the scale', () => {
  const raw = new Float64Array(LENGTH);
  expect(compareOverlap(historyOf(raw, sum), ask(raw, sum, 60, 12))).toEqual({ kind: 'unknown' });
});

test('one point of overlap decides only where it is far away', () => {
  const history = (value: number): Series => ({ start: END, step: STEP, values: Float64Array.of(value) });
  const live = (value: number) => ({
    times: Array.from({ length: 61 }, (_, i) => END - (60 - i) * 60_000),
    values: Array.from({ length: 61 }, (_, i) => value + (i % 5)),
  });
  expect(compareOverlap(history(12), live(10)).kind).toBe('agrees');
  expect(compareOverlap(history(17), live(10)).kind).toBe('unknown');
  expect(compareOverlap(history(300), live(10)).kind).toBe('differs');
});
