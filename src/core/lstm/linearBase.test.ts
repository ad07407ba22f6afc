import { createCalendar } from '../series/calendar';
import { createDays } from '../history/days';
import { createSeason } from '../history/seasonal';
import { fitScaler } from '../math/scaling';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { baseAt, baseInputs, fitLinearBase } from './linearBase';

const HORIZON = 5;
const LENGTH = 9 * DAY;
const days = createDays(
  makeSeries(LENGTH, () => 0),
  DAY,
  createCalendar('UTC')
);
const noise = createNoise(2);
let wander = 0;
/** A wave, and a distance from it of which nine tenths are left a step later; some gaps. */
const z = Float64Array.from({ length: LENGTH }, (_, t) => {
  wander = 0.9 * wander + 0.2 * noise();
  return t % 41 > 38 || t < 3 ? NaN : Math.sin((2 * Math.PI * t) / DAY) + wander;
});
const isKnown = (value: number) => !Number.isNaN(value);
const medianOf = (values: number[]) => {
  const sorted = values.filter(isKnown).sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};

/** Share of the distance that is left, by least squares, all held within four spreads. */
function shareLeft(distance: number[], h: number, spread: number): number {
  const held = (value: number) => Math.max(-4 * spread, Math.min(4 * spread, value));
  const pairs = distance.slice(h).map((then, t) => [held(distance[t]), held(then)]);
  const known = pairs.filter((pair) => pair.every(isKnown));
  const share = known.reduce((sum, [a, b]) => sum + a * b, 0) / known.reduce((sum, [a]) => sum + a * a, 0);
  return Math.max(0, Math.min(1, share));
}

describe('without a season', () => {
  const base = fitLinearBase(z, undefined, days, HORIZON);

  test('it is the last value, moved by the median change at each lead time', () => {
    expect(base).toMatchObject({ seasonal: undefined, persistence: [1, 1, 1, 1, 1], memory: 1 });
    for (let h = 1; h <= HORIZON; h++) {
      const changes = [...z.subarray(h)].map((then, t) => then - z[t]);
      expect(base.drift[h - 1]).toBeCloseTo(medianOf(changes), 12);
      expect(base.spread[h - 1]).toBe(fitScaler(Float64Array.from(changes)).spread);
    }
    expect(base.distanceSpread).toBe(fitScaler(z).spread);
  });

  test('from a gap it starts at the last known value, and at 0 before the first', () => {
    const inputs = baseInputs(z, base, days);
    expect([...inputs.last.subarray(0, 4)]).toEqual([0, 0, 0, z[3]]);
    expect(inputs.last[40]).toBe(z[38]);
    const path = baseAt(40, inputs, base, new Float64Array(HORIZON));
    path.forEach((value, h) => expect(value).toBeCloseTo(z[38] + base.drift[h], 12));
  });
});

describe('with a season', () => {
  const base = fitLinearBase(z, DAY, days, HORIZON);
  const seasonal = base.seasonal!;
  const season = createSeason(z, seasonal, days);
  const distance = [...z].map((value, t) => value - season.at(t, t));

  test('what is left of the distance, and the median of the rest, are those of the training part', () => {
    expect(base.distanceSpread).toBeCloseTo(fitScaler(Float64Array.from(distance)).spread, 12);
    for (let h = 1; h <= HORIZON; h++) {
      const share = shareLeft(distance, h, base.distanceSpread);
      const rest = distance.slice(h).map((then, t) => then - share * distance[t]);
      expect(base.persistence[h - 1]).toBeCloseTo(share, 10);
      expect(base.drift[h - 1]).toBeCloseTo(medianOf(rest), 10);
      expect(base.spread[h - 1]).toBeCloseTo(fitScaler(Float64Array.from(rest)).spread, 10);
      expect(share).toBeLessThan(0.95);
      expect(share).toBeGreaterThan(0.4);
    }
    // As the season is before a new normal may move it.
    const unmoved = createSeason(z, { ...seasonal, spread: 0 }, days);
    const raw = [...z].map((value, t) => value - unmoved.at(t, t));
    expect(seasonal.spread).toBeCloseTo(fitScaler(Float64Array.from(raw)).spread, 12);
    expect(base.memory).toBeCloseTo(shareLeft(raw, DAY / 4, seasonal.spread), 10);
  });

  test('a forecast is the season then, what is left of the distance now, and the drift', () => {
    const inputs = baseInputs(z, base, days);
    for (const t of [4 * DAY + 7, 7 * DAY + 40, 8 * DAY + 1]) {
      const path = baseAt(t, inputs, base, new Float64Array(HORIZON));
      path.forEach((value, h) => {
        const left = base.persistence[h] * (inputs.last[t] - season.at(t, t));
        expect(value).toBeCloseTo(season.at(t, t + h + 1) + left + base.drift[h], 10);
      });
    }
  });

  test('where no day before is known, it is the last value and the drift', () => {
    const path = baseAt(5, baseInputs(z, base, days), base, new Float64Array(HORIZON));
    path.forEach((value, h) => expect(value).toBeCloseTo(z[5] + base.drift[h], 12));
  });

  test('a lead time that no row of the training part reaches is that of the longest one that some do', () => {
    const short = z.slice(0, 2 * DAY);
    const long = fitLinearBase(short, DAY, days, 60);
    // Of two days the second alone has a distance, 48 rows long.
    for (const list of [long.persistence, long.drift, long.spread]) {
      expect(list).toHaveLength(60);
      expect(list.slice(47)).toEqual(new Array(13).fill(list[47]));
      expect(list[10]).not.toBe(list[47]);
    }
  });
});

describe('of the models of a season the one with the least error is taken', () => {
  const threeWeeks = createDays(
    makeSeries(21 * DAY, () => 0),
    DAY,
    createCalendar('UTC')
  );
  const wave = (phase: number) => Math.sin(2 * Math.PI * phase);
  // The series begins on a Thursday: days 2 and 3 are a weekend.
  test.each<[string, (day: number, phase: number) => number, { lags: number[]; byKind: boolean }]>([
    ['all days are alike: the last seven', (_, phase) => wave(phase), { lags: [1, 2, 3, 4, 5, 6, 7], byKind: false }],
    [
      'weekends are flat: the latest days of the same kind',
      (day, phase) => (day % 7 === 2 || day % 7 === 3 ? 0 : wave(phase)),
      { lags: Array.from({ length: 14 }, (_, k) => k + 1), byKind: true },
    ],
    [
      'each weekday has its own: those of the last two weeks',
      (day, phase) => wave(phase + (day % 7) / 7),
      { lags: [7, 14], byKind: false },
    ],
  ])('%s', (_, value, expected) => {
    const waver = createNoise(4);
    const values = Float64Array.from(
      { length: 21 * DAY },
      (_x, t) => value(Math.floor(t / DAY), (t % DAY) / DAY) + 0.1 * waver()
    );
    expect(fitLinearBase(values, DAY, threeWeeks, 2).seasonal).toMatchObject(expected);
  });
});
