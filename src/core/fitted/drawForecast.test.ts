import { forecastFrom } from '../blend/forecastFrom';
import { BASELINES } from '../members/members';
import { defaultOptions } from '../options/optionValues';
import { splitHistory, toSlices } from '../series/split';
import { createNoise, START } from '../../testing/testSeries';
import { drawForecast } from './drawForecast';
import { fitForecast } from './fittedForecast';

/** Ten days of hours with a gap, an outlier in the replay, and nothing known of the last hour. */
const noise = createNoise(31);
const values = Float64Array.from({ length: 240 }, (_, t) => {
  const usual = 50 + 20 * Math.sin((2 * Math.PI * t) / 24) + 2 * noise();
  return t === 60 || t === 239 ? NaN : t === 200 ? 400 : usual;
});
const series = { start: START, step: 3600, values };
const options = { ...defaultOptions(), horizon: 6 * 3600, levels: [0.5, 0.8, 0.95], lowerBound: 28, upperBound: 72 };
const mask = Uint8Array.from(values, (_, t) => (t === 30 ? 1 : 0));
const fitted = fitForecast(series, options, { timeZone: 'UTC', mask, members: BASELINES, points: 6000 });
const drawn = drawForecast(fitted, { thresholds: [60, 500], trainedAt: 7 });
const clip = (value: number) => Math.max(28, Math.min(72, value));

test('the bands ahead are the quantiles of the forecast from the last known value, within the bounds', () => {
  const wanted = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
  const { point, paths } = forecastFrom(fitted.forecaster, 238, wanted);
  expect(fitted.ahead.quantiles).toHaveLength(7);
  fitted.ahead.quantiles.forEach((quantile, k) => expect(quantile).toBeCloseTo(wanted[k], 12));
  expect([...drawn.forecast.times]).toEqual([239, 240, 241, 242, 243, 244].map((t) => START + t * 3_600_000));
  drawn.forecast.point.forEach((value, h) => expect(value).toBeCloseTo(clip(point[h]), 9));
  expect(drawn.forecast.intervals.map(({ level }) => level)).toEqual([0.5, 0.8, 0.95]);
  drawn.forecast.intervals.forEach(({ lower, upper }, l) => {
    lower.forEach((edge, h) => expect(edge).toBeCloseTo(clip(paths[2 - l][h]), 9));
    upper.forEach((edge, h) => expect(edge).toBeCloseTo(clip(paths[4 + l][h]), 9));
  });
});

test('the replay covers the last of the history, fitted on what came before it', () => {
  const { calibration } = toSlices(series, splitHistory(series));
  expect(fitted.earlier.end).toBe(calibration.from);
  expect(fitted.replay.from).toBe(calibration.from);
  expect(fitted.forecaster.end).toBe(239);
  expect(drawn.expected.times[0]).toBe(START + calibration.from * 3_600_000);
  expect(drawn.expected.times).toHaveLength(239 - calibration.from);
});

test('what is masked, or far out of the replay, is not learned from; figures are measured on it nevertheless', () => {
  const masked = [...fitted.mask.keys()].filter((row) => fitted.mask[row]);
  // A day after the outlier the naive forecasts repeat it.
  expect(masked.filter((row) => row !== 224)).toEqual([30, 200]);
  expect(fitted.known.values[200]).toBe(400);
  expect(fitted.forecaster.history.z[200]).toBeNaN();
  expect(drawn.anomalyScore[200 - fitted.replay.from]).toBeGreaterThan(3);
});

test('shares are the weights of the blend over all lead times, by falling size', () => {
  const { forecaster } = fitted;
  const shareOf = (m: number) =>
    forecaster.blocks.reduce((sum, { from, to }, b) => sum + forecaster.weights[b][m] * (to - from), 0) / 6;
  const all = forecaster.hindcasts.members.map(({ name }, m) => ({ member: name, share: shareOf(m) }));
  const expected = all.filter(({ share }) => share >= 0.005).sort((a, b) => b.share - a.share);
  if (drawn.report.source === 'blend') {
    expect(drawn.report.shares?.map(({ member }) => member)).toEqual(expected.map(({ member }) => member));
    drawn.report.shares?.forEach(({ share }, i) => expect(share).toBeCloseTo(expected[i].share, 12));
  } else {
    expect(expected).toHaveLength(1);
    expect(drawn.report.shares).toBeUndefined();
  }
});

test('the report says where the forecast starts from, and what it is made of', () => {
  const { origin, step, points, season, trainedAt, coverage } = drawn.report;
  expect({ origin, step, points, season, trainedAt }).toEqual({
    ...{ origin: START + 238 * 3_600_000, step: 3600, points: 238, season: 24, trainedAt: 7 },
  });
  expect(coverage.map(({ level }) => level)).toEqual([0.5, 0.8, 0.95]);
});

test('a threshold that is never reached is no breach; without thresholds there are none', () => {
  expect(drawn.breaches.map(({ threshold }) => threshold)).not.toContain(500);
  expect(drawForecast(fitted, { thresholds: [], trainedAt: 7 }).breaches).toEqual([]);
});

test('no detector learns for the instant forecast: the band marks, whatever is chosen; without marks there are none', () => {
  const by = (anomalyMethod: 'band' | 'spikes' | 'off', isInstant: boolean) => {
    const given = { ...fitted, options: { ...options, anomalyMethod }, sources: { ...fitted.sources, isInstant } };
    return drawForecast(given, { thresholds: [], trainedAt: 7 });
  };
  expect(by('spikes', true).anomalyScore).toEqual(by('band', true).anomalyScore);
  expect(by('spikes', false).anomalyScore).not.toEqual(by('band', false).anomalyScore);
  expect(by('off', false)).toMatchObject({ anomalies: [], anomalyScore: by('band', false).anomalyScore });
});

test('one member alone is named as the source, without shares; a part of the others makes it a blend', () => {
  const { forecaster } = fitted;
  const { members } = forecaster.hindcasts;
  const sourceOf = (...parts: number[]) => {
    const weights = forecaster.weights.map(() => Float64Array.from(members, (_, m) => parts[m] ?? 0));
    const { source, shares } = drawForecast(
      { ...fitted, forecaster: { ...forecaster, weights } },
      {
        ...{ thresholds: [], trainedAt: 7 },
      }
    ).report;
    return [source, shares?.length];
  };
  expect(members.map(({ name }) => name)).toEqual(['last-value', 'day', 'linear']);
  expect(sourceOf(1)).toEqual(['last-value', undefined]);
  expect(sourceOf(0, 1)).toEqual(['seasonal-naive', undefined]);
  expect(sourceOf(0, 0.5, 0.5)).toEqual(['blend', 2]);
  // A part of less than half a percent is there, but not spoken of.
  expect(sourceOf(0.004, 0.996)).toEqual(['blend', 1]);
});
