import { createCalendar } from '../series/calendar';
import { createDays } from './days';
import { createSeason, fitSeasonalModels } from './seasonal';
import { createNoise, DAY, makeSeries, STEP } from '../../testing/testSeries';
import { solveSymmetric } from '../math/linear';

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
