import { change, DAY, makeDaily, makeSeries } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { residualPath } from './residualModel';
import { fitTowardsMean } from '../math/towardsMean';
import { fitSarx, seasonPath } from './sarx';

const series = makeDaily(21, 1);
const end = 18 * DAY;
const fit = (s: typeof series, mask?: Uint8Array) => fitSarx(createHistory(s, 'UTC', mask, end), DAY, { end });
const forecast = (s: typeof series, mask?: Uint8Array) => {
  const sarx = fit(s, mask);
  const season = seasonPath(sarx, end - 1);
  const { center, unit } = sarx.history;
  return residualPath(sarx, end - 1).map((r, h) => center + unit * (season[h] + r));
};

test('it learns a daily wave', () => {
  forecast(series).forEach((point, h) => {
    expect(Math.abs(point - (50 + 20 * Math.sin((2 * Math.PI * (end + h)) / DAY)))).toBeLessThan(1.5);
  });
});

test('an autoregressive residual decays with the lead time as it does in the series', () => {
  let state = 0;
  const noise = makeDaily(40, 1, 3).values.map((value, t) => value - 50 - 20 * Math.sin((2 * Math.PI * t) / DAY));
  const walk = makeSeries(40 * DAY, (t) => (state = 0.95 * state + noise[t]));
  const sarx = fitSarx(createHistory(walk, 'UTC'), DAY);
  const path = residualPath(sarx, 40 * DAY - 1);
  const last = sarx.residual.values[40 * DAY - 1];
  expect(Math.sign(path[0])).toBe(Math.sign(last));
  expect(Math.abs(path[0])).toBeGreaterThan(0.5 * Math.abs(last));
  expect(Math.abs(path[DAY - 1])).toBeLessThan(0.5 * Math.abs(path[0]));
});

test('the future is not read', () => {
  expect(forecast(change(series, (value, t) => (t >= end ? -1e9 : value)))).toEqual(forecast(series));
});

test('a masked incident is not learned', () => {
  const from = 16 * DAY;
  const incident = change(series, (value, t) => (t >= from && t < from + DAY / 2 ? 400 : value));
  const mask = Uint8Array.from(series.values, (_, t) => (t >= from && t < from + DAY / 2 ? 1 : 0));
  const clean = forecast(series);
  const masked = forecast(incident, mask);
  masked.forEach((point, h) => expect(Math.abs(point - clean[h])).toBeLessThan(1.5));
});

test('where the last days are unknown at one time, the trend goes on there', () => {
  // Ten a day up. The mean of the days that are left would be weeks old.
  const rising = change(series, (value, t) => value + (10 * t) / DAY);
  const at = 18 * DAY + 9;
  const patchy = Uint8Array.from(series.values, (_, t) =>
    at > t && at - t <= 4 * DAY && (at - t) % DAY === 0 ? 1 : 0
  );
  const [whole, masked] = [forecast(rising)[at - end], forecast(rising, patchy)[at - end]];
  expect(Math.abs(masked - whole)).toBeLessThan(5);
});

describe('against the definition', () => {
  const rough = change(series, (value, t) => (t % 31 === 3 || t % 400 < 6 ? NaN : value + 3 * Math.sin(t / 170)));
  const history = createHistory(rough, 'UTC', undefined, end);
  const sarx = fitSarx(history, DAY, { end });
  const { season } = sarx;
  const { values } = history.clipped;
  /** The value at the same time k days before, as it is known at the origin. */
  const lagAt = (row: number, k: number, origin: number) =>
    row - k * DAY > origin ? NaN : (values[row - k * DAY] ?? NaN);
  /** A day that is unknown stands at what the season says of it by the days before it. */
  const filled = (lags: number[], row: number, origin: number) =>
    lags.map((lag, i) => {
      const before = days.map((k) => lagAt(row - (i + 1) * DAY, k, origin));
      return Number.isNaN(lag) && before.some((one) => !Number.isNaN(one)) ? seasonOf(before) : lag;
    });
  const seasonOf = (lags: number[]) => {
    const known = lags.filter((lag) => !Number.isNaN(lag));
    const mean = known.reduce((sum, lag) => sum + lag, 0) / known.length;
    return (
      season.intercept + lags.reduce((sum, lag, k) => sum + season.weights[k] * (Number.isNaN(lag) ? mean : lag), 0)
    );
  };
  const days = [1, 2, 3, 4, 5, 6, 7];

  test('the weights of the days are a regression, pulled towards their mean, on rows whose days are all known', () => {
    const rows = Array.from({ length: end - 7 * DAY }, (_, i) => i + 7 * DAY)
      .map((t) => ({ y: values[t], x: days.map((k) => lagAt(t, k, t - 1)) }))
      .filter(({ y, x }) => ![y, ...x].some(Number.isNaN));
    const fitted = fitTowardsMean(
      rows.map(({ x }) => Float64Array.from(x)),
      rows.map(({ y }) => y),
      7
    );
    expect(season.lags).toEqual(days);
    fitted.weights.forEach((weight, k) => expect(season.weights[k]).toBeCloseTo(weight, 10));
    expect(season.intercept).toBeCloseTo(fitted.intercept, 10);
  });

  test('the season ahead reads its own forecast where a day lies after the origin', () => {
    const long = { ...sarx, horizon: 3 * DAY };
    for (const origin of [12 * DAY + 5, end - 1]) {
      const path: number[] = [];
      seasonPath(long, origin).forEach((value, h) => {
        const row = origin + 1 + h;
        const lags = days.map((k) => path[h - k * DAY] ?? lagAt(row, k, origin));
        path.push(value);
        expect(value).toBeCloseTo(seasonOf(filled(lags, row, origin)), 10);
      });
    }
    expect(seasonPath(sarx, 3)[DAY / 2]).toBeNaN();
  });

  test('the residual is the distance from the season, a step before', () => {
    for (const t of [9 * DAY, 10 * DAY + 17, end - 1]) {
      const lags = days.map((k) => lagAt(t, k, t - 1));
      const usual = seasonOf(filled(lags, t, t - 1));
      expect(sarx.residual.values[t]).toBeCloseTo(values[t] - usual, 10);
    }
  });

  test('the scale is the mean error of a forecast every six hours, a lead time an hour', () => {
    const errors: number[] = [];
    for (let t = 7 * DAY; t + 1 < end; t += 13) {
      const [path, residual] = [seasonPath(sarx, t), residualPath(sarx, t)];
      for (let h = 0; h < DAY && t + 1 + h < end; h += 2) {
        errors.push(Math.abs(values[t + 1 + h] - path[h] - residual[h]));
      }
    }
    const known = errors.filter((error) => !Number.isNaN(error));
    expect(sarx.scale).toBeCloseTo(known.reduce((sum, error) => sum + error, 0) / known.length, 10);
    expect(fit(makeSeries(21 * DAY, () => 3)).scale).toBe(1);
  });
});
