import { change, DAY, makeDaily, makeSeries } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { residualPath } from './residualModel';
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
