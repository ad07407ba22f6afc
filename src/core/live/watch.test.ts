import fc from 'fast-check';
import { defaultOptions } from '../options/optionValues';
import { createNoise } from '../../testing/testSeries';
import type { ForecastResult } from '../fitted';
import { createMemory } from '../rarity';
import { SHOWN } from './stretch';
import { watch, type Watched } from './watch';

const MINUTE = 60_000;
const GRID = 30 * MINUTE;
const START = Date.UTC(2026, 10, 24);
const SAMPLES = 3000;
const ORIGIN = START + Math.floor((SAMPLES * MINUTE) / GRID) * GRID;

/** A day's course between 20 and 40. */
const course = (time: number) => 30 + 10 * Math.sin((2 * Math.PI * time) / (24 * 60 * MINUTE));

/** The panel's view of that course: a grid of half hours with a band of +- 2, a forecast of 6 h. */
function resultOf(change: Partial<ForecastResult> = {}): ForecastResult {
  const forecastAt = (times: number[]) => {
    const point = Float64Array.from(times, course);
    const edge = (sign: number) => point.map((value) => value + 2 * sign);
    const intervals = [0.8, 0.95].map((level) => ({ level, lower: edge(-1), upper: edge(1) }));
    return { times: Float64Array.from(times), point, intervals };
  };
  const past = Array.from({ length: Math.round((ORIGIN - START) / GRID) + 1 }, (_, i) => START + i * GRID);
  const ahead = Array.from({ length: 12 }, (_, i) => ORIGIN + (i + 1) * GRID);
  return {
    expected: forecastAt(past),
    forecast: forecastAt(ahead),
    anomalyScore: new Float64Array(past.length),
    anomalies: [],
    breaches: [],
    report: {
      ...{ source: 'blend', origin: ORIGIN, step: GRID / 1000, points: past.length, trainedAt: 0 },
      ...{ accuracy: [], coverage: [], notes: [] },
    },
    ...change,
  };
}

/** Minutes of the course with noise of the given deviation, and a fault from some sample on. */
function minutes(fault: (i: number) => number = () => 0, noise = 1.5, count = SAMPLES, seed = 7) {
  const draw = createNoise(seed);
  const times = Array.from({ length: count }, (_, i) => START + i * MINUTE);
  const values = times.map((time, i) => course(time) + noise * draw() + fault(i));
  return { times, values };
}

const options = defaultOptions();
const watched = (samples: Parameters<typeof watch>[1], change = {}, result = resultOf()): Watched =>
  watch(result, samples, { ...options, ...change })!;
const FAULT = 2900;
const since = (i: number) => START + i * MINUTE;

test.each([0.3, 1.5, 6])(
  'the fine band covers 93 to 97 %% whatever the noise of the samples: deviation %d',
  (noise) => {
    const { coverage } = watched(minutes(undefined, noise));
    expect(coverage.level).toBe(0.95);
    expect(coverage.count).toBeGreaterThan(1900);
    expect(coverage.measured).toBeGreaterThan(0.93);
    expect(coverage.measured).toBeLessThan(0.97);
  }
);

test('quiet minutes have no anomaly', () => {
  expect(watched(minutes()).anomalies).toEqual([]);
});

test.each([
  ['a level that jumps up, between two points of the grid', (i: number) => (i >= FAULT ? 60 : 0), 'above', 0],
  ['a dip', (i: number) => (i >= FAULT && i < FAULT + 20 ? -25 : 0), 'below', 0],
  ['a jump of moderate size', (i: number) => (i >= FAULT ? 14 : 0), 'above', 1],
] as const)('%s is marked from its first samples on, two minutes later at most', (_, fault, direction, later) => {
  const all = minutes(fault);
  const first = Array.from({ length: 20 }, (__, n) => FAULT + 1 + n).find((count) => {
    const seen = { times: all.times.slice(0, count), values: all.values.slice(0, count) };
    return watched(seen).anomalies!.length > 0;
  })!;
  expect(first - FAULT).toBeLessThanOrEqual(2);
  const [anomaly] = watched(all).anomalies!;
  expect(anomaly).toMatchObject({ start: since(FAULT + later), direction });
});

test('a level that creeps away is marked, and goes on to the newest sample', () => {
  const { anomalies, times } = watched(minutes((i) => Math.max(0, 0.3 * (i - 2600))));
  expect(anomalies).toHaveLength(1);
  expect(anomalies![0].end).toBe(times[times.length - 1]);
});

test('an incident that the grid has taken note of goes on', () => {
  const result = resultOf();
  const { forecast } = result;
  // The band of an incident under way reaches to where that goes.
  const reaching = forecast.intervals.map((one) => ({ ...one, upper: one.upper.map((edge) => edge + 60) }));
  const noted = { ...result, forecast: { ...forecast, intervals: reaching }, calm: forecast };
  const from = SAMPLES - 60;
  const [anomaly] = watched(
    minutes((i) => (i >= from ? 60 : 0)),
    {},
    noted
  ).anomalies!;
  expect(anomaly).toMatchObject({ start: since(from), end: since(SAMPLES - 1) });
});

test('nothing that is said of a sample depends on a later one', () => {
  const all = minutes((i) => (i > 2000 && i < 2100 ? 15 : 0));
  const whole = watched(all);
  fc.assert(
    fc.property(fc.integer({ min: 300, max: SAMPLES - 1 }), (count) => {
      const part = watched({ times: all.times.slice(0, count), values: all.values.slice(0, count) });
      expect(part.score).toEqual(whole.score.slice(0, count));
      expect(part.upper).toEqual(whole.upper.slice(0, count));
    }),
    { numRuns: 10 }
  );
});

test('a mark stays as it is when samples come', () => {
  const all = minutes((i) => (i > 2050 && i < 2100 ? 15 : 0));
  const marked = [2101, 2150, 2500, 2501, 3000].map((count) => {
    return watched({ times: all.times.slice(0, count), values: all.values.slice(0, count) }).anomalies;
  });
  expect(marked[0]).toHaveLength(1);
  expect(marked).toEqual(marked.map(() => marked[0]));
});

test('each sample has the score of its own value: a single odd minute does not colour its neighbours', () => {
  const { score } = watched(minutes((i) => (i === FAULT ? 30 : 0)));
  expect(score[FAULT]).toBeGreaterThan(5);
  expect(score[FAULT - 1]).toBeLessThan(2);
  expect(score[FAULT + 1]).toBeLessThan(2);
});

test('an incident does not widen the band that it is judged by', () => {
  const { upper, expected } = watched(minutes((i) => (i >= 2000 && i < 2600 ? 40 : 0)));
  const width = (i: number) => upper[i] - expected[i];
  expect(width(2700) / width(1900)).toBeLessThan(1.1);
});

test('gaps stay gaps, and are no anomaly', () => {
  const { times, values } = minutes();
  const holed = values.map((value, i) => (i >= 2500 && i < 2600 ? null : value));
  const { score, anomalies } = watched({ times, values: holed });
  expect(score.slice(2500, 2600).every(Number.isNaN)).toBe(true);
  expect(anomalies).toEqual([]);
});

test('the user’s rules count: direction, least deviation, least duration, sensitivity, excluded windows', () => {
  const fault = minutes((i) => (i >= FAULT && i < FAULT + 10 ? -25 : 0));
  const found = (change: object) => watched(fault, change).anomalies!.length;
  expect(found({})).toBe(1);
  expect(found({ direction: 'above' })).toBe(0);
  expect(found({ minimumDeviation: 60 })).toBe(0);
  expect(found({ minimumDuration: 30 })).toBe(0);
  expect(found({ anomalyLimit: 20 })).toBe(0);
  expect(found({ excludedWindows: [{ from: since(FAULT - 5), to: since(FAULT + 15) }] })).toBe(0);
});

test('bounds clip the fine band', () => {
  const { report } = resultOf();
  const bounded = resultOf({ report: { ...report, bounds: { lower: 18, upper: Infinity } } });
  const { lower } = watched(minutes(undefined, 6), {}, bounded);
  expect(Math.min(...lower.filter((edge) => !Number.isNaN(edge)))).toBe(18);
});

test('methods that judge the grid leave its marks alone, off marks nothing', () => {
  const fault = minutes((i) => (i >= FAULT ? 60 : 0));
  expect(watched(fault, { anomalyMethod: 'sigma' }).anomalies).toBeUndefined();
  expect(watched(fault, { anomalyMethod: 'sustained' }).anomalies).toBeUndefined();
  expect(watched(fault, { anomalyMethod: 'off' }).anomalies).toEqual([]);
  expect(watched(fault, { anomalyMethod: 'spikes' }).anomalies!.length).toBeGreaterThan(0);
});

test('without samples enough nothing is judged, and the band is that of the grid', () => {
  const { judgedFrom, anomalies, upper, expected, coverage } = watched(minutes((i) => (i > 80 ? 60 : 0), 1, 100));
  expect([judgedFrom, anomalies, coverage.count]).toEqual([Infinity, [], 0]);
  expect(upper[50] - expected[50]).toBeCloseTo(2, 9);
});

test('samples no finer than the grid are not judged again', () => {
  const times = Array.from({ length: 60 }, (_, i) => START + i * GRID);
  expect(watch(resultOf(), { times, values: times.map(course) }, options)).toBeUndefined();
});

test.each(['band', 'calibrated', 'spikes'])(
  'a band that is wider above marks less above, and covers as before: %s',
  (anomalyMethod) => {
    const samples = minutes((i) => (i >= FAULT && i < FAULT + 40 ? 9 : 0));
    const [usually, wide, other] = [{}, { widthAbove: 10 }, { widthBelow: 10 }].map((change) =>
      watched(samples, { anomalyMethod, ...change })
    );
    const above = ({ anomalies }: Watched) =>
      anomalies!.filter(({ direction, start }) => direction === 'above' && start >= since(FAULT - 5));
    expect(above(usually).length).toBeGreaterThan(0);
    expect(above(wide)).toEqual([]);
    expect(above(other)).toEqual(above(usually));
    expect(wide.upper).toEqual(usually.upper);
    const peak = FAULT + 20;
    expect(wide.score[peak]).toBeCloseTo(usually.score[peak] / 10, 9);
  }
);

describe('minutes on a date on which something is due', () => {
  const due = [{ from: START + 2880 * MINUTE, to: START + 2970 * MINUTE }];
  const rise = (i: number): number => (i >= 2880 && i <= 2970 ? 40 : 0);
  /** The grid expects the rise. */
  const expecting = () => {
    const { expected } = resultOf();
    const lift = (values: Float64Array) => values.map((value, i) => value + rise((expected.times[i] - START) / MINUTE));
    const intervals = expected.intervals.map(({ level, lower, upper }) => ({
      ...{ level, lower: lift(lower), upper: lift(upper) },
    }));
    return { ...expected, point: lift(expected.point), intervals };
  };
  const marksOf = (change: Partial<ForecastResult>, fault = rise) =>
    watched(minutes(fault), { anomalyMethod: 'calibrated' }, resultOf(change)).anomalies!.filter(
      ({ end }) => end >= due[0].from
    );

  test('are no incident as expected', () => {
    expect(marksOf({ expected: expecting(), due })).toEqual([]);
  });

  test('are one on any other day', () => {
    expect(marksOf({}).length).toBeGreaterThan(0);
  });

  test('are one where they go as far again', () => {
    expect(marksOf({ expected: expecting(), due }, (i) => 2 * rise(i)).length).toBeGreaterThan(0);
  });
});

const WEEK = 6500;
/** A job of twenty minutes at three each night, but for the last one, which runs at nine in the morning; a week before START on. */
function nightly() {
  const draw = createNoise(11);
  const times = Array.from({ length: WEEK + SAMPLES }, (_, i) => START + (i - WEEK) * MINUTE);
  const values = times.map((time) => {
    const minute = Math.round((time % (1440 * MINUTE)) / MINUTE);
    const at = time > since(FAULT - 1440) ? 540 : 180;
    return course(time) + draw() + (minute >= at && minute < at + 20 ? 20 : 0);
  });
  return { times, values };
}
const jobsOf = ({ anomalies }: Watched) => anomalies!.map(({ start }) => new Date(start).toISOString().slice(8, 13));

test('jobs of the night are known from a week of samples: marked is the one at another hour', () => {
  const { times, values } = nightly();
  const late = ['25T09'];
  const memory = createMemory();
  const whole = watch(resultOf(), { times, values }, options, memory)!;
  expect(jobsOf(whole)).toEqual(late);
  // Held against the band are views of six hours and what calibrates it, ...
  expect(whole.times.length).toBeLessThan(SHOWN + 500);
  // ... and what is known is not forgotten with the samples.
  const rest = { times: times.slice(WEEK - 1000), values: values.slice(WEEK - 1000) };
  expect(jobsOf(watch(resultOf(), rest, options, memory)!)).toEqual(late);
  // By three days of samples each job is strange.
  expect(jobsOf(watch(resultOf(), rest, options)!).length).toBeGreaterThan(1);
});

test('a view of days is held against the band from its first sample on', () => {
  const { times, values } = nightly();
  const whole = watch(resultOf(), { times, values }, options, undefined, times[4000])!;
  expect(whole.times[0]).toBeLessThanOrEqual(times[2000]);
});
