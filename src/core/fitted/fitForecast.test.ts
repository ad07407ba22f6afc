import { BASELINES } from '../members/members';
import { knownPathsMember } from '../members/knownPaths';
import { defaultOptions } from '../options/optionValues';
import { createNoise, START } from '../../testing/testSeries';
import { fitForecast, withLstm } from './fittedForecast';

/** Ten days of hours, a wave between 0 and 40 with noise, two of its last values unknown. */
const DAY = 24;
const noise = createNoise(12);
const values = Float64Array.from({ length: 10 * DAY }, (_, t) =>
  t >= 238 ? NaN : Math.max(0, 20 + 25 * Math.sin((2 * Math.PI * t) / DAY) + noise())
);
const series = { start: START, step: 3600, values };
const options = { ...defaultOptions(), horizon: 6 * 3600 };
const sources = { timeZone: 'UTC', mask: new Uint8Array(values.length), members: BASELINES, points: 6000 };
const timeOf = (row: number) => START + row * 3_600_000;
const calm = fitForecast(series, options, sources);

test('it is fitted twice: before the replay and on all that is known, looking back half as often the first time', () => {
  expect([calm.earlier.end, calm.forecaster.end]).toEqual([calm.replay.from, 238]);
  // 6,000 points are fewer than the 52,000 of 360 past forecasts: 42.
  const lengthOf = ({ first, every, end }: typeof calm.forecaster) => Math.ceil((end - first) / every);
  expect(calm.forecaster.every).toBe(Math.ceil((238 - calm.forecaster.first) / 42));
  expect(calm.earlier.every).toBe(Math.ceil((calm.earlier.end - calm.earlier.first) / 21));
  expect(lengthOf(calm.forecaster)).toBeLessThanOrEqual(42);
});

test('the past forecasts are as many as fit into the points, and no fewer than a hundred and twenty of many', () => {
  const everyOf = (horizon: number, points?: number) => {
    const { every, end, first } = fitForecast(
      series,
      { ...options, horizon: horizon * 3600 },
      { ...sources, points }
    ).forecaster;
    return [every, end - first];
  };
  // 52,000 points: 360 of a short horizon, more than there are rows.
  expect(everyOf(1)[0]).toBe(1);
  // 26,000 points: at most 180, and of 200 steps 130.
  const [every, rows] = everyOf(200, 26_000);
  expect(every).toBe(Math.ceil(rows / 130));
});

test('what lies within the dust of a bound lies at it, and is learned so', () => {
  const dusty = { ...series, values: values.map((value) => (value === 0 ? 1e-9 : value)) };
  const fitted = fitForecast(dusty, { ...options, lowerBound: 0 }, sources);
  expect(fitted.series.values).toEqual(values);
  expect(fitForecast(series, { ...options, lowerBound: 0 }, sources).series).toBe(series);
});

test('excluded windows are gaps of what is measured, not of what is shown; the mask hides from the fit alone', () => {
  const excludedWindows = [{ from: timeOf(150), to: timeOf(153) }];
  const mask = sources.mask.map((_, t) => (t >= 60 && t < 64 ? 1 : 0));
  const fitted = fitForecast(series, { ...options, excludedWindows }, { ...sources, mask });
  const gaps = [...fitted.known.values.keys()].filter((row) => Number.isNaN(fitted.known.values[row]));
  expect(gaps).toEqual([150, 151, 152, 153]);
  expect(fitted.known.values).toHaveLength(238);
  expect(fitted.series.values).toBe(values);
  const { z, outcomes } = fitted.forecaster.history;
  expect([z[60], z[63], z[151]]).toEqual([NaN, NaN, NaN]);
  // Of the bands what is masked is part.
  expect(Number.isNaN(outcomes[61])).toBe(false);
  expect(z[64]).not.toBeNaN();
});

test('a value far out of the replay is learned from by neither, and masked; of a calm series none is', () => {
  expect([...calm.mask]).not.toContain(1);
  const row = 210;
  const hit = { ...series, values: values.map((value, t) => (t === row ? 400 : value)) };
  const fitted = fitForecast(hit, options, sources);
  expect(fitted.mask[row]).toBe(1);
  expect([fitted.earlier.history.z[row], fitted.forecaster.history.z[row]]).toEqual([NaN, NaN]);
  expect(fitted.earlier.weights).toEqual(calm.earlier.weights);
  expect(fitted.known.values[row]).toBe(400);
});

test('a level that is held to the end is masked from its first row on: it is a hypothesis of its own', () => {
  const moved = { ...series, values: values.map((value, t) => (t >= 195 ? value + 300 : value)) };
  const { mask } = fitForecast(moved, { ...options, horizon: 30 * 3600 }, sources);
  const rows = [...mask.keys()].filter((row) => mask[row]);
  expect(rows).toEqual(Array.from({ length: values.length - 195 }, (_, i) => 195 + i));
});

test('the season is that of the training part', () => {
  expect(calm.season).toBe(DAY);
  const late = { ...series, values: values.map((value, t) => (t < 140 ? 20 + (t % 7) : value)) };
  expect(fitForecast(late, options, sources).season).toBeUndefined();
});

test('quantiles ahead are those of the levels around the median, of the time after the last known value', () => {
  const { quantiles, point, paths } = calm.ahead;
  expect(quantiles.map((quantile) => Number(quantile.toFixed(6)))).toEqual([0.025, 0.1, 0.5, 0.9, 0.975]);
  expect(paths[2]).toEqual(point);
  point.forEach((value, h) => {
    const usual = Math.max(0, 20 + 25 * Math.sin((2 * Math.PI * (238 + h)) / DAY));
    expect(Math.abs(value - usual)).toBeLessThan(5);
  });
});

test('with the LSTM both forecasters have one member more, and are replayed with it', () => {
  const rows = Array.from(values.keys()).slice(24);
  const wise = new Map(rows.map((row) => [row, Float64Array.from({ length: 6 }, (_, h) => values[row + 1 + h] ?? 20)]));
  const fitted = withLstm(calm, knownPathsMember('lstm', wise));
  for (const one of [fitted.forecaster, fitted.earlier]) {
    expect(one.members.at(-1)?.name).toBe('lstm');
    expect(one.weights[0].at(-1)).toBeGreaterThan(0.9);
  }
  expect([...fitted.replay.members.keys()]).toContain('lstm');
  const errorOf = ({ replay }: typeof calm) =>
    replay.origins.reduce((sum, origin, w) => sum + (Math.abs(replay.points[w * 6] - values[origin + 1]) || 0), 0);
  expect(errorOf(fitted)).toBeLessThan(0.3 * errorOf(calm));
});
