import { createCalendar } from '../series/calendar';
import { createDays } from './days';
import { createSeason, fitSeasonalModels } from './seasonal';
import { createNoise, DAY, makeSeries, STEP } from '../../testing/testSeries';
import { solveSymmetric } from '../math/linear';
import { fitTowardsMean } from '../math/towardsMean';

const utc = createDays(
  makeSeries(30 * DAY, () => 0),
  DAY,
  createCalendar('UTC')
);
const model = { day: DAY, lags: [1, 2], weights: [0.5, 0.5], intercept: 0, byKind: false, spread: 0 };

test('the season is the weighted sum of the same time on earlier days', () => {
  const z = Float64Array.from({ length: 3 * DAY }, (_, i) => Math.floor(i / DAY) * 10 + (i % DAY));
  const season = createSeason(z, model, utc);
  expect(season.at(2 * DAY + 5, 2 * DAY + 5)).toBe(10);
  expect(season.at(2 * DAY + 5, 3 * DAY + 5)).toBe(20);
  expect(season.at(3, 3)).toBeNaN();
});

test.each(['UTC', 'Europe/Berlin'])(
  'seen from a row, the season reads nothing later, in a week with a spring in %s',
  (name) => {
    // Clocks go forward on row 9 * DAY + 2: the same local time of the day before is then less than 24 hours back.
    const spring = { start: Date.UTC(2026, 2, 20), step: STEP, values: new Float64Array(20 * DAY) };
    const days = createDays(spring, DAY, createCalendar(name));
    const z = spring.values.map((_, i) => Math.sin(i));
    for (const t of [9 * DAY - 20, 9 * DAY + 1, 16 * DAY + 7]) {
      const path = (values: Float64Array) => {
        const season = createSeason(values, { ...model, spread: 0.1 }, days);
        return Array.from({ length: 3 * DAY }, (_, h) => season.at(t, t + h, new Float64Array(3 * DAY)));
      };
      expect(path(z.map((value, i) => (i > t ? 99 : value)))).toEqual(path(z));
    }
  }
);

test('a missing lag is left to the other', () => {
  const z = new Float64Array(2 * DAY).fill(4);
  z[7] = NaN;
  expect(createSeason(z, model, utc).at(2 * DAY - 1, 2 * DAY + 7)).toBe(4);
});

test('beyond a day the forecast stands in for what is not known yet', () => {
  const z = new Float64Array(3 * DAY).fill(2);
  const forecast = new Float64Array(2 * DAY).fill(6);
  expect(createSeason(z, model, utc).at(2 * DAY, 3 * DAY + 1, forecast)).toBe(4);
});

/** A square wave by local or universal hours, over the change of clocks of 25 October. */
const zone = createCalendar('Europe/Berlin');
const square = (phase: number) => (phase >= 8 / 24 && phase < 18 / 24 ? 1 : -1);
const timeOf = (i: number) => Date.UTC(2026, 9, 1) + i * STEP * 1000;
const local = makeSeries(30 * DAY, (i) => square(zone.dayPhase(timeOf(i))));
const universal = makeSeries(30 * DAY, (i) => square((i % DAY) / DAY));
const errorsAfterChange = ({ values }: { values: Float64Array }) => {
  const season = createSeason(
    values,
    model,
    createDays(
      makeSeries(30 * DAY, () => 0),
      DAY,
      zone
    )
  );
  const change = 24 * DAY + 2;
  const rows = Array.from({ length: 2 * DAY }, (_, i) => change + i);
  return rows.map((t) => Math.abs(season.at(t - 1, t) - values[t]));
};

test('what follows local time is right from the first hour after a clock change', () => {
  expect(Math.max(...errorsAfterChange(local))).toBeLessThan(1e-9);
});

test('what follows universal time is right once the data have shown it', () => {
  const errors = errorsAfterChange(universal);
  expect(Math.max(...errors.slice(0, DAY))).toBeGreaterThan(1);
  expect(Math.max(...errors.slice(DAY))).toBeLessThan(1e-9);
});

test('weights are found, and shrink to the mean where nothing tells days apart', () => {
  const noise = createNoise(9);
  const z = Float64Array.from({ length: 18 * DAY }, (_, i) => Math.sin((2 * Math.PI * i) / DAY) + 0.3 * noise());
  const [daily, weekly] = fitSeasonalModels(z, DAY, utc);
  expect(daily.lags).toEqual([1, 2, 3, 4, 5, 6, 7]);
  daily.weights.forEach((weight) => expect(Math.abs(weight - 1 / 7)).toBeLessThan(0.1));
  expect(weekly).toMatchObject({ lags: [7, 14], weights: [0.5, 0.5] });
});

test('short histories have fewer lags', () => {
  expect(fitSeasonalModels(new Float64Array(7 * DAY), DAY, utc)).toMatchObject([{ lags: [1, 2] }]);
  expect(fitSeasonalModels(new Float64Array(2 * DAY), DAY, utc)).toMatchObject([{ lags: [1], weights: [1] }]);
});

test('a symmetric system is solved, a singular one is not', () => {
  const [x, y] = solveSymmetric(Float64Array.of(4, 2, 2, 3), Float64Array.of(10, 9)) ?? [];
  expect(x).toBeCloseTo(1.5, 12);
  expect(y).toBeCloseTo(2, 12);
  expect(solveSymmetric(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1))).toBeUndefined();
});

describe('the season, against its definition', () => {
  const noise = createNoise(12);
  const length = 16 * DAY;
  // A level that rises by two spreads and more in the second week, and gaps.
  const z = Float64Array.from({ length }, (_, t) =>
    t % 43 === 8 || t < 5 ? NaN : Math.sin((2 * Math.PI * t) / DAY) + 0.3 * noise() + (t > 11 * DAY ? 1.4 : 0)
  );
  const weighted = { day: DAY, lags: [1, 3, 7], weights: [0.5, 0.3, 0.1], intercept: 0.2, byKind: false, spread: 0 };
  const kinds = { ...weighted, lags: Array.from({ length: 14 }, (_, k) => k + 1), byKind: true };
  const calendar = createCalendar('UTC');
  const days = createDays(
    makeSeries(length, () => 0),
    DAY,
    calendar
  );
  // Thursday 2026-10-01: days 2 and 3 of each seven are a weekend.
  const isWeekend = (row: number) => [2, 3].includes(Math.floor(row / DAY) % 7);

  /** The season at `u` by the values that `value` knows. */
  function plain(model: typeof weighted, u: number, value: (row: number) => number): number {
    const lags = model.byKind
      ? model.lags.filter((lag) => u >= lag * DAY && isWeekend(u - lag * DAY) === isWeekend(u)).slice(0, 5)
      : model.lags;
    const values = lags.map((lag) => (u >= lag * DAY ? value(u - lag * DAY) : NaN));
    const known = values.filter((x) => !Number.isNaN(x));
    const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
    if (known.length === 0 || model.byKind) {
      return known.length === 0 ? NaN : mean;
    }
    return model.intercept + values.reduce((sum, x, k) => sum + model.weights[k] * (Number.isNaN(x) ? mean : x), 0);
  }

  /** The share by which the level of the last day is off, looked up once an hour: nothing within a spread, all from two on. */
  function shiftAt(model: typeof weighted, t: number): number {
    const row = t - (t % (DAY / 24));
    if (model.spread === 0 || row < DAY) {
      return 0;
    }
    const distances = Array.from({ length: DAY }, (_, i) => row - i)
      .map((r) => z[r] - plain(model, r, (lag) => z[lag]))
      .filter((x) => !Number.isNaN(x))
      .sort((a, b) => a - b);
    const level = (distances[(distances.length - 1) >> 1] + distances[distances.length >> 1]) / 2 || 0;
    return level * Math.max(0, Math.min(1, 2 - (2 * model.spread) / Math.abs(level))) || 0;
  }

  test.each([
    ['weighted days', weighted],
    ['days of a kind', kinds],
    ['weighted days and a new normal', { ...weighted, spread: 0.5 }],
    ['days of a kind and a new normal', { ...kinds, spread: 0.3 }],
  ])('of %s', (_, given) => {
    const season = createSeason(z, given, days);
    const moved = new Set<number>();
    for (const t of [6, 30, DAY + 1, 3 * DAY + 5, 9 * DAY, 11 * DAY + 30, 12 * DAY + 3, 13 * DAY, 15 * DAY + 47]) {
      const shift = shiftAt(given, t);
      moved.add(Math.sign(shift));
      const forecast = Float64Array.from({ length: 4 * DAY }, (_x, h) => Math.cos(h) + shift);
      for (const ahead of [0, 1, 20, DAY, DAY + 1, 2 * DAY + 5, 4 * DAY]) {
        // What lies ahead of t stands at what was forecast for it, without the new normal.
        const value = (row: number) => (row <= t ? z[row] : forecast[row - t - 1] - shift);
        const expected = plain(given, t + ahead, value) + shift;
        const distance = season.at(t, t + ahead, forecast) - expected;
        expect({ t, ahead, isKnown: Math.abs(distance) < 1e-10 }).toEqual({
          t,
          ahead,
          isKnown: !Number.isNaN(expected),
        });
      }
    }
    expect(moved.size).toBe(given.spread > 0 ? 2 : 1);
  });

  test('weights of the fit are those of a regression that is pulled towards the mean of the days', () => {
    const [daily] = fitSeasonalModels(z, DAY, days);
    expect(daily).toMatchObject({ day: DAY, lags: [1, 2, 3, 4, 5, 6, 7], byKind: false, spread: 0 });
    const rows = Array.from({ length: length - 7 * DAY }, (_, i) => i + 7 * DAY)
      .map((t) => ({ y: z[t], x: daily.lags.map((lag) => z[t - lag * DAY]) }))
      .filter(({ y, x }) => ![y, ...x].some(Number.isNaN));
    const { weights, intercept } = fitTowardsMean(
      rows.map(({ x }) => Float64Array.from(x)),
      rows.map(({ y }) => y),
      7
    );
    daily.weights.forEach((weight, k) => expect(weight).toBeCloseTo(weights[k], 10));
    expect(daily.intercept).toBeCloseTo(intercept, 10);
  });

  test('an incident teaches no more than a value of six does', () => {
    const fit = (height: number) =>
      fitSeasonalModels(
        z.map((x, t) => (t % 300 < 9 ? height : x)),
        DAY,
        days
      )[0];
    expect(fit(1e6)).toEqual(fit(6));
    expect(fit(-1e6)).toEqual(fit(-6));
    expect(fit(5)).not.toEqual(fit(6));
  });

  test('two weeks are told of three ways, less of one: a third of the days', () => {
    const models = (rows: number) => fitSeasonalModels(z.subarray(0, rows), DAY, days);
    expect(models(14 * DAY).map(({ lags, byKind }) => [lags.length, byKind])).toEqual([
      [7, false],
      [2, false],
      [14, true],
    ]);
    expect(models(14 * DAY)[1]).toMatchObject({ lags: [7, 14], weights: [0.5, 0.5], intercept: 0 });
    expect(models(14 * DAY - 1).map(({ lags }) => lags)).toEqual([[1, 2, 3, 4]]);
  });
});

describe('days', () => {
  test('are 24 hours in a zone without clock changes, and know the weekend of the zone', () => {
    const { universal, local, isWeekend } = createDays(
      makeSeries(9 * DAY, () => 0),
      DAY,
      createCalendar('Asia/Tokyo')
    );
    expect(local).toBeUndefined();
    expect(universal(100, 2)).toBe(100 - 2 * DAY);
    // Tokyo is nine hours ahead: its Saturday begins on row 2 * DAY - 18.
    expect([2 * DAY - 19, 2 * DAY - 18, 4 * DAY - 19, 4 * DAY - 18].map(isWeekend)).toEqual([false, true, true, false]);
  });

  test('of local time are an hour longer where the clocks go back, an hour shorter where they go forward', () => {
    const daysFrom = (start: number) =>
      createDays({ start, step: STEP, values: new Float64Array(9 * DAY) }, DAY, createCalendar('Europe/Berlin')).local!;
    // 2026-10-25 1:00 UTC is row 2 of the fifth day, 2026-03-29 1:00 UTC too.
    for (const [start, hours] of [
      [Date.UTC(2026, 9, 20), 1],
      [Date.UTC(2026, 2, 24), -1],
    ]) {
      const local = daysFrom(start);
      expect(local(5 * DAY + 1, 1)).toBe(4 * DAY + 1);
      expect(local(5 * DAY + 2, 1)).toBe(4 * DAY + 2 - 2 * hours);
      expect(local(7 * DAY + 40, 7)).toBe(40 - 2 * hours);
      expect(local(9 * DAY, 1)).toBe(8 * DAY);
    }
  });
});
