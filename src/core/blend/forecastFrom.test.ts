import { largestGap } from '../../testing/largestGap';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { createCalibrator } from '../bands';
import { BASELINES } from '../members';
import { blend } from './blend';
import { fitForecaster } from './forecaster';
import { forecastFrom, gapsAt } from './forecastFrom';
import { concatenate, predictAll } from './hindcasts';
import { errorsOf, spreadOf } from './spread';

const HORIZON = 4;
const END = 8 * DAY;
const QUANTILES = [0.1, 0.5, 0.9];
const series = change(makeDaily(10), (value, t) => (t % 60 === 30 ? NaN : value));
const forecaster = fitForecaster(series, { horizon: HORIZON, members: BASELINES, hindcasts: 60 }, END);
const { history, hindcasts, predictors, blocks, weights, every } = forecaster;
const origin = END + 40;

/** The past forecasts that count: the hindcasts, and one every so many rows back from the origin to the last of those. */
const later: number[] = [];
for (let row = origin; row > hindcasts.origins.at(-1)!; row -= every) {
  later.unshift(row);
}
const all = concatenate(
  [hindcasts, predictAll(predictors, Int32Array.from(later), HORIZON)],
  [...predictors.keys()],
  HORIZON
);
const blended = blend(all, blocks, weights);
const errors = errorsOf(blended, history.outcomes, origin);
const spread = spreadOf(forecaster.spread, blended, history.outcomes, origin, gapsAt(history.z, all.origins));
const drawn = forecastFrom(forecaster, origin, QUANTILES);

test('the point is the weighted mean of the members from the origin, in the unit of the series', () => {
  const expected = Float64Array.from({ length: HORIZON }, (_, h) => {
    const b = blocks.findIndex(({ to }) => h < to);
    const sum = [...predictors.values()].reduce((z, predict, m) => z + weights[b][m] * predict(origin).point[h], 0);
    return history.center + history.unit * sum;
  });
  expect(largestGap(drawn.point, expected)).toBeLessThan(1e-9);
});

test('quantiles lie by the calibrated factor of their block times the spread from the point', () => {
  expect(later.length).toBeGreaterThan(1);
  const { day, hour } = { day: forecaster.spread.day, hour: history.hour };
  const { factors } = createCalibrator(errors, spread, all.origins, blocks, { day, hour })(QUANTILES, origin);
  const last = spread.slice(-HORIZON);
  QUANTILES.forEach((_, k) => {
    const expected = drawn.point.map((value, h) => {
      const b = blocks.findIndex(({ to }) => h < to);
      return value + history.unit * last[h] * factors[b][k];
    });
    expect(largestGap(drawn.paths[k], expected)).toBeLessThan(1e-9);
  });
});

test('possible paths are the past errors that are known to their end, each in units of what was expected of it', () => {
  const { paths, horizon, weights: ages } = drawn.ensemble();
  const known = [...all.origins.keys()].filter((w) => !Number.isNaN(errors[(w + 1) * HORIZON - 1]));
  expect(known.length).toBeLessThan(all.origins.length);
  expect(horizon).toBe(HORIZON);
  const expected = known.flatMap((w) =>
    Array.from({ length: HORIZON }, (_, h) => {
      const ratio = errors[w * HORIZON + h] / spread[w * HORIZON + h] || 0;
      return drawn.point[h] + history.unit * spread[(all.origins.length - 1) * HORIZON + h] * ratio;
    })
  );
  expect(largestGap(paths, expected)).toBeLessThan(1e-9);
  // They count the less the older they are, half after ten days.
  const halves = known.map((w) => 2 ** (-(origin - all.origins[w]) / DAY / 10));
  expect(largestGap(ages, halves)).toBeLessThan(1e-9);
});

test('nothing later than the origin is read, the outcomes up to it are', () => {
  const pathsOf = (edit: (t: number) => number) => {
    const values = series.values.map((value, t) => value + edit(t));
    const moved = fitForecaster({ ...series, values }, { horizon: HORIZON, members: BASELINES, hindcasts: 60 }, END);
    return forecastFrom(moved, origin, QUANTILES).paths;
  };
  expect(pathsOf((t) => (t > origin ? 1e6 : 0))).toEqual(drawn.paths);
  expect(pathsOf((t) => (t === origin - 1 ? 30 : 0))[2]).not.toEqual(drawn.paths[2]);
});

test('from the last hindcast itself on no origin is added', () => {
  const last = hindcasts.origins.at(-1)!;
  const { point } = forecastFrom(forecaster, last, QUANTILES);
  const own = blend(hindcasts, blocks, weights).points.slice(-HORIZON);
  expect(
    largestGap(
      point,
      own.map((z) => history.center + history.unit * z)
    )
  ).toBeLessThan(1e-9);
});

test('the rows since the last known value are counted, from the first row on at most', () => {
  const z = Float64Array.of(NaN, NaN, 5, NaN, NaN, 6);
  expect([...gapsAt(z, Int32Array.of(0, 1, 2, 3, 4, 5))]).toEqual([0, 1, 0, 1, 2, 0]);
});
