import { createHistory } from '../../../src/core/history/history';
import { createNetInput, LEAD_FEATURES } from '../../../src/core/networks/netFeatures';
import { fitSarx, type Sarx } from '../../../src/core/regression/sarx';
import { DAY, makeDaily, makeSeries } from '../../../src/testing/testSeries';
import { ForecastFailure } from '../../../src/core/options/errors';
import { forecastQuantiles } from '../../../src/engine/pretrainedLstm/forward';
import { fineTune, trainSeriesNet } from './seriesNet';
import { initialPretrained, type PretrainedLstm } from '../../../src/engine/pretrainedLstm/shape';

const end = 24 * DAY;
// Fills up and is emptied every nine and a half hours: no season of a day, and no line.
const noise = makeDaily(30, 1, 4).values.map((value, t) => value - 50 - 20 * Math.sin((2 * Math.PI * t) / DAY));
const series = makeSeries(30 * DAY, (t) => 50 + (t % 19) + noise[t]);
const sarx = fitSarx(createHistory(series, 'UTC', undefined, end), DAY, { end });
const task = { sarx, rows: { end }, seed: 1 };
const medianAt = 5;

/** Mean error of the median after the end of the training, against that of the linear model. */
function errorRatio(net: PretrainedLstm, model: Sarx): number {
  const leads = Array.from({ length: DAY }, (_, i) => i + 1);
  let ours = 0;
  let linear = 0;
  for (let origin = end - 1; origin < end + 4 * DAY; origin += 7) {
    const { encoder, decoder, base, scale } = createNetInput(model, origin, leads);
    const quantiles = forecastQuantiles(net, encoder, decoder);
    leads.forEach((lead, i) => {
      const actual = model.history.z[origin + lead];
      ours += Math.abs(actual - base[i] - scale * quantiles[i * 11 + medianAt]);
      linear += Math.abs(actual - base[i]);
    });
  }
  return ours / linear;
}

test('a network of one series learns what the linear model cannot see, the same for the same seed', async () => {
  const net = await trainSeriesNet(task);
  expect(net && errorRatio(net, sarx)).toBeLessThan(0.97);
  expect(await trainSeriesNet(task)).toEqual(net);
}, 120_000);

test('fine-tuning keeps the start where the newest windows do not gain', async () => {
  const start = initialPretrained({ layers: 1, hidden: 8, leadFeatures: LEAD_FEATURES, first: 8, second: 8 }, 1);
  const tuned = await fineTune(start, task);
  expect(tuned.weights).not.toEqual(start.weights);
  expect(errorRatio(tuned, sarx)).toBeLessThan(1);
  // Too few windows to judge by.
  expect(await fineTune(start, { ...task, rows: { end: 8 * DAY } })).toBe(start);
});

test('it stops when asked', async () => {
  const controller = new AbortController();
  const training = trainSeriesNet({ ...task, signal: controller.signal });
  controller.abort();
  await expect(training).rejects.toEqual(new ForecastFailure({ kind: 'cancelled' }));
});

test('without a day of due forecasts there is nothing to train on', async () => {
  expect(await trainSeriesNet({ ...task, rows: { end: 7 * DAY } })).toBeUndefined();
});
