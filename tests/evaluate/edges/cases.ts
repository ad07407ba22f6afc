import { createNoise } from '../../../src/testing/testSeries';

/** What a case is made with. */
export interface Case {
  name: string;
  /** days of history; 30 if absent */
  days?: number;
  /** value at a time (days from the first sample; `end` is the origin), NaN where missing */
  value(at: number, end: number, noise: () => number, hour: number): number;
  /** hours of silence before the origin */
  silentHours?: number;
  /** ms, the change of Berlin's clock that the origin is a day after: the series follows that clock; UTC if absent */
  clockChange?: number;
  /** what the series cannot leave, as its unit says */
  bounds?: { lowerBound?: number; upperBound?: number };
}

const wave = (at: number, size = 20) => 50 + size * Math.sin(2 * Math.PI * at);
const HOUR = 1 / 24;
const MONTH = 30;
/** Days: far less than a step, far more than what sums of them are rounded by. */
const ROUNDING = 1e-6;
const daily = (at: number, noise: () => number) => wave(at) + 2 * noise();

const histories = [0.5, 1, 2, 3, 4, 7].map((days): Case => ({
  name: `history of ${days} d`,
  days,
  value: (at, _, noise) => daily(at, noise),
}));

const hourly: Case = {
  name: 'history of 12 h, hourly wave',
  days: 0.5,
  value: (at, _, noise) => 50 + 20 * Math.sin(2 * Math.PI * at * 24) + 2 * noise(),
};

const shifts = [HOUR, 6 * HOUR, 1, 3].flatMap((age) =>
  [1, -1].flatMap((sign) =>
    [0, 20].map((size): Case => ({
      name: `shift ${sign > 0 ? 'up' : 'down'} ${Math.round(age * 24)} h ago, ${size > 0 ? 'season' : 'flat'}`,
      value: (at, end, noise) => wave(at, size) + 2 * noise() + (at >= end - age - ROUNDING ? 40 * sign : 0),
    }))
  )
);

const outages: Case[] = [
  {
    name: 'outage of 6 h yesterday',
    value: (at, end, noise) => (at >= end - 1 && at < end - 0.75 ? 0 : daily(at, noise)),
  },
  {
    name: 'gap of 7 d, ended 2 h ago',
    value: (at, end, noise) => (at >= end - 7 - 2 * HOUR && at < end - 2 * HOUR ? NaN : daily(at, noise)),
  },
  { name: 'nights are gaps', value: (at, _, noise) => (at % 1 < 0.25 ? NaN : daily(at, noise)) },
  {
    name: 'a straight line of 2 d inside',
    value: (at, end, noise) => (at >= end - 6 && at < end - 4 ? 50 + 10 * (at - end + 6) : daily(at, noise)),
  },
  { name: 'last sample 3 h old', silentHours: 3, value: (at, _, noise) => daily(at, noise) },
];

const shapes: Case[] = [
  {
    name: 'at 100, seldom below',
    bounds: { lowerBound: 0, upperBound: 100 },
    value: (_, __, noise) => Math.min(100, 104 + 2 * noise()),
  },
  { name: 'saturated at 100', value: (at, _, noise) => Math.min(100, 60 + 2.5 * wave(at) - 100 + 2 * noise()) },
  { name: 'grows, season too', value: (at, _, noise) => (1 + at / 10) * (wave(at) + 2 * noise()) },
  { name: 'square wave of 8 h', value: (at, _, noise) => (Math.floor(at * 3) % 2 === 0 ? 20 : 60) + noise() },
  { name: 'job of an hour', value: (at, _, noise) => (at % 1 >= 0.5 && at % 1 < 0.5 + HOUR ? 90 : 10) + noise() },
  {
    name: 'counter that starts again',
    bounds: { lowerBound: 0 },
    value: (at, _, noise, level) =>
      noise() > 3 ? 0 : level + Math.max(0, 3 + 2 * Math.sin(2 * Math.PI * at) + noise()),
  },
  {
    name: 'something every 50 rows',
    bounds: { lowerBound: 0 },
    value: (_, __, noise) => (noise() > 2.05 ? 20 + 5 * noise() : 0),
  },
  { name: 'a batch every 10 d', days: 90, value: (at, _, noise) => (at % 10 < 0.25 ? 90 : 10) + noise() },
  ...[
    { name: 'a monthly batch, seen once', days: 30, ago: 12 },
    { name: 'a monthly batch, seen thrice', days: 90, ago: 12 },
    { name: 'a monthly batch, due in 3 h', days: 90, ago: 30 - 3 * HOUR },
  ].map(({ ago, ...one }): Case => ({
    ...one,
    value: (at, end, noise) => ((at - end + ago + 3 * MONTH + ROUNDING) % MONTH < 0.25 ? 90 : 10) + noise(),
  })),
  { name: 'heavy tails', value: (at, _, noise) => wave(at) + (2 * noise()) / Math.max(0.1, Math.abs(noise())) },
  { name: 'a random walk', value: (_, __, noise, level) => level + noise() },
  { name: 'flat after a step 10 d ago', value: (at, end, noise) => (at < end - 10 ? 20 : 45) + 0.2 * noise() },
];

/** The hour of Berlin's clock is one more in summer. */
const clocks = [
  { season: 'spring', clockChange: Date.UTC(2026, 2, 29, 1), later: HOUR },
  { season: 'autumn', clockChange: Date.UTC(2026, 9, 25, 1), later: -HOUR },
].map(({ season, clockChange, later }): Case => ({
  name: `clock changed in ${season}, a day ago`,
  clockChange,
  value: (at, end, noise) => daily(at + (at >= end - 1 - ROUNDING ? later : 0), noise),
}));

export const CASES: readonly Case[] = [...histories, hourly, ...shifts, ...outages, ...clocks, ...shapes];

export interface Made {
  /** (N + H) the last H are what is to be forecast */
  values: Float64Array;
  /** N */
  known: number;
}

/** @param step seconds @param horizon steps */
export function makeCase(
  { days = 30, value, silentHours = 0 }: Case,
  step: number,
  horizon: number,
  seed: number
): Made {
  const noise = createNoise(seed);
  const known = Math.round((days * 86_400) / step);
  let last = 50;
  const values = Float64Array.from({ length: known + horizon }, (_, i) => {
    const one = value((i * step) / 86_400 + 0.3 * seed, days + 0.3 * seed, noise, last);
    last = Number.isNaN(one) ? last : one;
    return i < known && i >= known - (silentHours * 3600) / step ? NaN : one;
  });
  return { values, known };
}
