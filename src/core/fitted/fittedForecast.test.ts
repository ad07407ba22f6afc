import { english } from '../language/phrase';
import { isReusable } from '../lstm/context';
import { drawForecast } from './drawForecast';
import { createView } from '../lstm/features';
import type { Forecast } from '../bands/forecast';
import { mean } from '../math/numbers';
import { defaultOptions } from '../options/optionValues';
import type { Predict } from '../lstm/predictPaths';
import { createTrainingSet, type TrainingSet } from '../lstm/trainingSet';
import { fitTrainingSet, forecastWithLstm } from '../../testing/forecastWithLstm';
import { timeAt, type Series } from '../series/series';
import { baseAt } from '../lstm/linearBase';
import { toSlices } from '../series/split';
import { change, createNoise, DAY, makeDaily, makeSeries } from '../../testing/testSeries';

const options = defaultOptions();
const ready = (series: Series, saved?: TrainingSet) => createTrainingSet(series, options, 'UTC', saved?.context);
const slicesOf = ({ series, context }: TrainingSet) => toSlices(series, context.split);
/** A network that has learned nothing, and one that has learned nonsense. */
const zero =
  ({ shape }: TrainingSet): Predict =>
  async (_, origins) =>
    new Float32Array(origins.length * shape.outputs);
const wild =
  ({ shape }: TrainingSet): Predict =>
  async (_, origins) =>
    new Float32Array(origins.length * shape.outputs).fill(40);
/** A network whose forecast is yesterday, moved by a share of the way to what comes. */
const nearlyNaive = ({ shape, series, context }: TrainingSet, share: number): Predict => {
  const { values } = series;
  const view = createView(series, context.scaler, context.linearBase, 'UTC');
  return async (_, origins) => {
    const outputs = new Float32Array(origins.length * shape.outputs);
    origins.forEach((t, w) => {
      const base = baseAt(t, view, context.linearBase, new Float64Array(shape.outputs));
      base.forEach((x, h) => {
        const naive = values[t + h + 1 - DAY];
        const point = naive + share * ((values[t + h + 1] ?? naive) - naive);
        const scaled = (point - context.scaler.center) / context.scaler.spread;
        outputs[w * shape.outputs + h] = (scaled - x) / context.linearBase.spread[h];
      });
    });
    return outputs;
  };
};
const finish = (prepared: TrainingSet, predict = zero(prepared), thresholds: number[] = []) =>
  forecastWithLstm(prepared, predict, { thresholds, trainedAt: 5 });

describe('the forecast with an LSTM', () => {
  test('the blend is drawn, measured on the last third of the history', async () => {
    const { report, forecast, expected, anomalyScore } = await finish(ready(makeDaily()));
    expect(report).toMatchObject({ source: 'blend', season: DAY, points: 30 * DAY, trainedAt: 5, notes: [] });
    expect(report.accuracy.map(({ source }) => source)).toEqual([
      ...['blend', 'seasonal-naive', 'last-value', 'linear', 'lstm'],
    ]);
    expect(report.accuracy[0].mae).toBeLessThan(0.8 * report.accuracy[1].mae);
    expect(forecast.times[0]).toBe(report.origin + 1_800_000);
    expect(forecast.point).toHaveLength(12);
    expect(expected.times).toHaveLength(9 * DAY);
    expect(anomalyScore).toHaveLength(9 * DAY);
  });

  test('an LSTM has the share that its forecasts earn', async () => {
    const prepared = ready(makeDaily());
    const shareOf = async (predict: Predict) => {
      const { report } = await finish(prepared, predict);
      return report.shares?.find(({ member }) => member === 'lstm')?.share ?? 0;
    };
    const wise = await shareOf(nearlyNaive(prepared, 0.9));
    expect(wise).toBeGreaterThan(0.9);
    expect(await shareOf(zero(prepared))).toBeLessThan(wise);
  });

  test('what it says of the windows that it was trained on counts for nothing', async () => {
    const prepared = ready(makeDaily(12));
    const { train } = slicesOf(prepared);
    const [perfect, ignorant] = [nearlyNaive(prepared, 1), zero(prepared)];
    const parrot: Predict = async (inputs, origins) => {
      const known = await perfect(inputs, origins);
      const other = await ignorant(inputs, origins);
      return known.map((value, at) => (origins[Math.floor(at / 12)] < train.to ? value : other[at]));
    };
    expect(await finish(prepared, parrot)).toEqual(await finish(prepared, ignorant));
  });

  test('one that learned nonsense has none, moves nothing, and that is said', async () => {
    const prepared = ready(makeDaily());
    const training = {
      device: 'cpu',
      deviceReason: '',
      epochs: 1,
      bestEpoch: 1,
      validationLoss: 1,
      seconds: 1,
      windows: 9,
    };
    const circumstances = { thresholds: [], trainedAt: 5, training };
    const { report, forecast } = await forecastWithLstm(prepared, wild(prepared), circumstances);
    expect(report.shares?.map(({ member }) => member)).not.toContain('lstm');
    expect(report.notes.map(english)).toEqual([expect.stringContaining('has no part in the blend')]);
    const alone = drawForecast(fitTrainingSet(prepared), circumstances).forecast.point;
    forecast.point.forEach((point, h) => expect(Math.abs(point - alone[h])).toBeLessThan(1e-6));
  });

  test('where nothing beats a naive forecast, that is drawn alone, with a sentence', async () => {
    const noise = createNoise(4);
    let level = 0;
    const walk = makeSeries(30 * DAY, () => (level += noise()));
    const { report, forecast } = await finish(ready(walk));
    expect(report.source).toBe('last-value');
    expect(report.accuracy[0].source).toBe('last-value');
    expect(report.shares).toBeUndefined();
    expect(english(report.notes[0])).toContain('No model was better than the last value');
    forecast.point.forEach((point) => expect(point).toBeCloseTo(walk.values[30 * DAY - 1], 9));
  });

  test('coverage is about what is asked, and shown by lead time', async () => {
    const { report } = await finish(ready(makeDaily(60, 5, 3)));
    const [narrow, wide] = report.coverage;
    const pairs = 12 * (18 * DAY) - (12 * 11) / 2;
    expect(narrow).toMatchObject({ level: 0.8, count: pairs });
    expect(Math.abs(narrow.measured - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(wide.measured - 0.95)).toBeLessThan(0.04);
    expect(report.leadTimes?.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 6],
      [6, 12],
    ]);
    report.leadTimes?.forEach(({ mae, naiveMae, coverage }) => {
      expect(mae).toBeLessThan(naiveMae);
      expect(Math.abs(coverage - 0.95)).toBeLessThan(0.04);
    });
  });

  test('an incident is marked from its beginning to its end, and quiet days are not', async () => {
    const series = change(makeDaily(30, 2, 4), (value, i) => (i >= 1380 && i < 1392 ? value + 30 : value));
    const { anomalies } = await finish(ready(series));
    // The method tells the usual from the first days that it judges: it may be wrong once a week.
    const judged = anomalies.filter(({ start }) => start >= timeAt(series, 14 * DAY));
    expect(judged).toHaveLength(1);
    expect(judged[0]).toMatchObject({
      start: timeAt(series, 1380),
      end: timeAt(series, 1391),
      direction: 'above',
      severity: 'critical',
    });
  });

  test('an incident does not poison the forecasts after it', async () => {
    const quiet = makeDaily(30, 2, 4);
    const series = change(quiet, (value, i) => (i >= 1380 && i < 1386 ? value + 60 : value));
    const calm = await finish(ready(quiet));
    const after = await finish(ready(series));
    // From four rows after the incident on.
    const [spared, usual] = [after, calm].map(({ expected }) => expected.point.slice(1390 - 21 * DAY));
    spared.forEach((point, i) => expect(Math.abs(point - usual[i])).toBeLessThan(1));
  });

  test('nor do incidents of a twentieth of the last days make the band ahead a wide one', async () => {
    const quiet = makeDaily(30, 2, 4);
    const isIncident = (i: number) => [1290, 1370].some((from) => i >= from && i < from + 12);
    // It is the many past forecasts of the worker that a twentieth of them does not spoil.
    const draw = (series: Series) => {
      const set = ready(series);
      return forecastWithLstm(set, zero(set), {}, 52_000);
    };
    const calm = await draw(quiet);
    const after = await draw(change(quiet, (value, i) => (isIncident(i) ? value + 60 : value)));
    const widthOf = ({ intervals }: Forecast) =>
      mean(intervals[1].upper.map((upper, h) => upper - intervals[1].lower[h]));
    expect(after.anomalies).toHaveLength(calm.anomalies.length + 2);
    expect(widthOf(after.forecast)).toBeLessThan(1.5 * widthOf(calm.forecast));
    expect(widthOf(after.expected)).toBeLessThan(1.5 * widthOf(calm.expected));
  });

  test('more than a day of it is the new normal', async () => {
    const series = change(makeDaily(40, 2, 4), (value, i) => (i >= 37 * DAY ? value + 40 : value));
    const { anomalyScore, anomalies } = await finish(ready(series));
    const judged = anomalies.filter(({ start }) => start >= timeAt(series, 14 * DAY));
    expect(judged[0].start).toBe(timeAt(series, 37 * DAY));
    const last = anomalyScore.slice(-DAY / 2);
    expect(last.filter((score) => score > 1).length).toBeLessThan(DAY / 8);
  });

  test('what happens in an excluded window is neither learned, nor marked, nor measured', async () => {
    const excludedWindows = [{ from: timeAt(makeDaily(), 1330), to: timeAt(makeDaily(), 1349) }];
    const during = async (value: number) => {
      const series = change(makeDaily(30, 2, 4), (x, i) => (i >= 1330 && i < 1350 ? value : x));
      return finish(createTrainingSet(series, { ...options, excludedWindows }, 'UTC'));
    };
    const [wild, calm] = [await during(900), await during(50)];
    expect(wild.anomalies).toEqual(calm.anomalies);
    expect(wild.forecast).toEqual(calm.forecast);
    expect(wild.report.accuracy).toEqual(calm.report.accuracy);
    expect(wild.report.coverage).toEqual(calm.report.coverage);
    expect(wild.anomalyScore.subarray(1330 - 21 * DAY, 1350 - 21 * DAY).every(Number.isNaN)).toBe(true);
  });

  test('the future changes nothing in the past', async () => {
    const series = makeDaily(30, 3, 5);
    const at = 29 * DAY;
    const before = await finish(ready(series));
    const after = await finish(ready(change(series, (value, i) => (i > at ? value + 10 : value))));
    // Only who is drawn is decided by all of the history.
    expect(after.report.source).toBe(before.report.source);
    const end = at + 1 - 21 * DAY;
    expect(after.expected.point.slice(0, end)).toEqual(before.expected.point.slice(0, end));
    expect(after.anomalyScore.slice(0, end)).toEqual(before.anomalyScore.slice(0, end));
  });

  test('a filling disk reaches its threshold when it will', async () => {
    const noise = createNoise(12);
    const series = makeSeries(30 * DAY, (i) => 1e9 * (400 + 0.05 * i + 0.05 * noise()));
    const { breaches, report } = await finish(ready(series), undefined, [1e9 * (400 + 0.05 * (30 * DAY + 5))]);
    const hours = (time: number) => (time - report.origin) / 3_600_000;
    expect(breaches).toMatchObject([{ direction: 'above', level: 0.8 }]);
    expect(hours(breaches[0].time)).toBeGreaterThan(2);
    expect(hours(breaches[0].time)).toBeLessThan(4);
    expect(breaches[0].earliest).toBeLessThan(breaches[0].time);
    expect(breaches[0].latest).toBeGreaterThan(breaches[0].time);
  });

  test('over a trailing gap the forecast starts from the last known value', async () => {
    const series = change(makeDaily(), (value, i) => (i >= 30 * DAY - 5 ? NaN : value));
    const { report, forecast } = await finish(ready(series));
    expect(report.origin).toBe(timeAt(series, 30 * DAY - 6));
    expect(forecast.times[0]).toBe(report.origin + 1_800_000);
    expect([...forecast.point].every(Number.isFinite)).toBe(true);
  });

  test('bounds hold, levels nest, and no number is NaN', async () => {
    const prepared = createTrainingSet(makeDaily(20, 15, 6), { ...options, lowerBound: 40, upperBound: 60 }, 'UTC');
    const { forecast, expected } = await finish(prepared);
    for (const { point, intervals } of [forecast, expected]) {
      const [narrow, wide] = intervals;
      point.forEach((x, i) => {
        [60, wide.upper[i], narrow.upper[i], x, narrow.lower[i], wide.lower[i], 40].reduce((high, low) => {
          expect(high).toBeGreaterThanOrEqual(low);
          return low;
        });
      });
    }
  });

  test('a model is used again on the series as it is an hour later', async () => {
    const series = makeDaily(31, 2, 7);
    const first = ready({ ...series, values: series.values.slice(0, 30 * DAY) });
    const moved = { ...series, start: timeAt(series, 2), values: series.values.slice(2, 30 * DAY + 2) };
    const context: unknown = JSON.parse(JSON.stringify(first.context));
    expect(isReusable(context, moved, options, 'UTC')).toBe(true);
    const again = ready(moved, { ...first, context: context as TrainingSet['context'] });
    const { report } = await finish(again);
    expect(report).toMatchObject({ source: 'blend', origin: timeAt(moved, 30 * DAY - 1) });
    expect(report.coverage[0].count).toBeGreaterThan(0);
  });

  test.each([
    ['nothing', undefined],
    ['another version', { version: 0 }],
  ])('a stored context that is %s is not used', (_, stored) => {
    expect(isReusable(stored, makeDaily(), options, 'UTC')).toBe(false);
  });

  test('a stored context whose borders are lost is not used', () => {
    const { context } = ready(makeDaily());
    expect(isReusable(context, makeDaily(), options, 'UTC')).toBe(true);
    expect(isReusable({ ...context, split: {} }, makeDaily(), options, 'UTC')).toBe(false);
  });

  test('sigma marks by the spread of past residuals, off marks nothing', async () => {
    const series = change(makeDaily(30, 2, 4), (value, i) => (i >= 1400 && i < 1404 ? value + 30 : value));
    const by = (anomalyMethod: 'sigma' | 'off') =>
      finish(createTrainingSet(series, { ...options, anomalyMethod, sigmas: 4 }, 'UTC'));
    expect((await by('sigma')).anomalies).toMatchObject([{ start: timeAt(series, 1400) }]);
    expect((await by('off')).anomalies).toEqual([]);
  });
});
