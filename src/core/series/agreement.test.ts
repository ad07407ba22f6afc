import fc from 'fast-check';
import { compareOverlap } from './agreement';
import type { Series } from './series';
import { createNoise, START, STEP } from '../../testing/testSeries';

/** The samples of a source: a value each 15 seconds over five days. */
const RAW = 15;
const DAYS = 5;
const LENGTH = (DAYS * 86_400) / RAW;
const END = START + LENGTH * RAW * 1000;
/** The answer of a query at a time, from the raw values of the step before it. */
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

describe('against the definition', () => {
  type Point = readonly [time: number, value: number];
  const medianOf = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  };

  function plain(history: Series, live: { times: number[]; values: number[] }) {
    const step = history.step * 1000;
    const seen = live.times.map((time, i): Point => [time, live.values[i]]).filter(([, value]) => !Number.isNaN(value));
    const [begin, end] = [live.times[0] ?? Infinity, live.times.at(-1) ?? -Infinity];
    const asked = Array.from(history.values, (value, i): Point => [history.start + i * step, value])
      .filter(([time]) => time >= begin - 2 * step && time < end + step)
      .filter(([, value]) => !Number.isNaN(value));
    const gap = medianOf(seen.slice(1).map(([time], i) => time - seen[i][0]));
    const isFiner = gap > step;
    const [coarse, fine, long, slack] = isFiner ? [seen, asked, gap, step] : [asked, seen, step, gap];
    const checks = coarse.flatMap(([time, value]) => {
      const around = fine.filter((point) => Math.abs(point[0] - time) <= long + slack).map((point) => point[1]);
      const isInside = time - long >= fine[0]?.[0] - slack && time <= fine.at(-1)![0] + slack;
      if (!isInside || around.length < 2 || [value, ...around].every((x) => x === 0)) {
        return [];
      }
      const [low, high] = [Math.min(...around), Math.max(...around)];
      const size = Math.max(...[low, high, value].map(Math.abs));
      const distance = value < low ? low - value : value > high ? value - high : 0;
      const same = fine.find((point) => point[0] === time)?.[1] ?? NaN;
      return [
        {
          ...{ value, middle: medianOf(around), excess: distance / (0.25 * (high - low) + 0.02 * size) },
          isEqual: Math.abs(same - value) <= 1e-6 * size,
        },
      ];
    });
    const outside = checks.filter(({ excess }) => excess > 1).length;
    if (checks.length === 0) {
      return { kind: 'unknown' };
    }
    if (2 * checks.filter(({ isEqual }) => isEqual).length > checks.length || 2 * outside <= checks.length) {
      return { kind: 'agrees' };
    }
    if (checks.length < 3 && checks.some(({ excess }) => excess <= 4)) {
      return { kind: 'unknown' };
    }
    const medians = [medianOf(checks.map(({ value }) => value)), medianOf(checks.map(({ middle: x }) => x))];
    const [there, here] = isFiner ? medians.reverse() : medians;
    return { kind: 'differs', history: there, live: here };
  }

  const value = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(10, 11, 12, 13, 15, 18, 20, 30, -5) },
    { weight: 2, arbitrary: fc.constantFrom(0, NaN) }
  );
  const gaps = fc.oneof(
    fc.array(fc.constant(60), { minLength: 12, maxLength: 12 }),
    fc.array(fc.constantFrom(20, 60, 90, 240), { minLength: 12, maxLength: 12 })
  );

  test.each([30, 60, 100, 240])('the verdict on a history in steps of %d s', (step) => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 14 }),
        fc.array(value, { maxLength: 12 }),
        gaps,
        fc.constantFrom(-400, -120, -60, -20, 0, 40, 240),
        fc.constantFrom(1, 1, 1.3, 2, -1),
        (asked, seen, steps, offset, factor) => {
          let at = START + offset * 1000;
          const live = { times: seen.map((_, i) => (at += steps[i] * 1000)), values: seen.map((x) => factor * x + 0) };
          const history = { start: START, step, values: Float64Array.from(asked) };
          const verdict = compareOverlap(history, live);
          kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
          expect(verdict).toEqual(plain(history, live));
        }
      ),
      { numRuns: 500 }
    );
    expect(Math.min(...['unknown', 'agrees', 'differs'].map((kind) => kinds.get(kind) ?? 0))).toBeGreaterThan(5);
  });
});
