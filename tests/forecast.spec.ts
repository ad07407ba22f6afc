import { english } from '../src/core/language/phrase';
import { small } from './pages/grafanaApi';
import { lastResult } from './pages/forecastPanel';
import { expect, test } from './pages/test';
import {
  DISK_SIZE,
  HOUR,
  TEST_ANCHOR,
  cpuIncidents,
  createScenarios,
  diskCrossing,
  memoryCrossing,
  scrapeGaps,
} from './workbench/scenarios';

const valueOf = (metric: string) => createScenarios(TEST_ANCHOR).find((scenario) => scenario.metric === metric)!.value;
const incidents = cpuIncidents(TEST_ANCHOR);
/** After an incident the model still sees it in its inputs. */
const AFTERMATH = 3 * HOUR;
const isQuiet = (time: number) =>
  incidents.every(({ start, end }) => time < start - HOUR / 2 || time > end + AFTERMATH);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of the actual values inside the interval of `level`. */
function coverage(
  forecast: { times: number[]; intervals: Array<{ level: number; lower: number[]; upper: number[] }> },
  level: number,
  actual: (time: number) => number,
  counts: (time: number) => boolean = () => true
): number {
  const { lower, upper } = forecast.intervals.find((interval) => interval.level === level)!;
  const inside = forecast.times.flatMap((time, i) => {
    const value = actual(time);
    return counts(time) && lower[i] !== null ? [value >= lower[i] && value <= upper[i] ? 1 : 0] : [];
  });
  return mean(inside);
}

test.describe('from PromQL to pixels', { tag: '@main' }, () => {
  test('CPU: a baseline first, then the blend with the LSTM or the reason why not', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    await openDashboard(await api.createDashboard('test-cpu', 'cpu'));
    await expect(panel.part('chart')).toBeVisible();
    await panel.waitUntilReady();
    const [drawn, done] = await page.evaluate(() => [window.presageFirstForecast, window.presageFirstResult]);
    expect(drawn).toBeLessThan(done!);
    const { report } = await lastResult(page);
    expect(report.source).toBe('blend');
    const share = report.shares?.find(({ member }) => member === 'lstm');
    expect(share !== undefined || report.notes.map(english).join(' ').includes('LSTM')).toBe(true);
    const details = await panel.details();
    expect(details).toMatch(/Blend, \d+ % LSTM/);
    const maeOf = (source: string) => report.accuracy.find((accuracy) => accuracy.source === source)!.mae;
    const better = Math.round(100 * (1 - maeOf('blend') / maeOf('seasonal-naive')));
    expect(details).toContain(`${better} % better than seasonal naive`);
    const covered = report.coverage.find(({ level }) => level === 0.95)!.measured;
    expect(details).toContain(`95 % band covered ${Math.round(1000 * covered) / 10} %`);
    expect(details).toMatch(/Trained/);
    expect(details).toMatch(/LSTM of this series \d+ %/);
    // The backtest by lead time.
    expect(report.leadTimes?.length).toBeGreaterThan(1);
    expect(details).toMatch(/Up to\s+Drawn\s+Seasonal naive\s+predict_linear\s+Statistical\s+95 % band held/);
    expect(details).toMatch(/1h(\s+\d\S*%){4}\s+\d+ %/);
    expect(details).toMatch(/season of (1d|7d|24h|1w)/);
  });

  test('CPU: the incidents are marked, quiet stretches are not, the bands keep their promise', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    await openDashboard(await api.createDashboard('test-incidents', 'cpu'));
    await panel.waitUntilReady();
    const { anomalies, expected, forecast } = await lastResult(page);
    for (const { start, end, direction, what } of incidents) {
      const found = anomalies.filter((a) => a.start <= end && a.end >= start && a.direction === direction);
      expect(found, what).not.toHaveLength(0);
      expect(Math.max(...found.map(({ peakScore }) => peakScore)), what).toBeGreaterThan(1.4);
    }
    await expect(panel.part('anomalies')).toContainText(`${anomalies.length} incidents`);
    await panel.part('anomalies').click();
    expect((await panel.detailsText()).match(/Saw .+, expected /g)).toHaveLength(anomalies.length);

    const cpu = valueOf('demo_cpu_usage_percent');
    const quiet = expected.times.filter(isQuiet);
    const marked = quiet.filter((time) => anomalies.some(({ start, end }) => time >= start && time <= end));
    expect(quiet.length).toBeGreaterThan(80);
    expect(marked.length / quiet.length).toBeLessThan(0.05);
    expect(coverage(expected, 0.95, cpu, isQuiet)).toBeGreaterThan(0.88);
    expect(coverage(expected, 0.8, cpu, isQuiet)).toBeGreaterThan(0.65);
    // The future is known here: it is a scenario. Twelve points that move together, hence the margin.
    expect(forecast.times[0]).toBeGreaterThan(TEST_ANCHOR);
    expect(coverage(forecast, 0.95, cpu)).toBeGreaterThan(0.7);
  });

  test('disk: says when it will be 90 % full', async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-disk', 'disk'));
    await panel.waitUntilReady();
    const { breaches, forecast } = await lastResult(page);
    const [breach] = breaches.filter(({ threshold, direction }) => threshold === 0.9 && direction === 'above');
    const crossing = diskCrossing(TEST_ANCHOR);
    // Between grid points the forecast is a line: a step of grace on both sides.
    const grace = HOUR / 2;
    expect(breach.earliest - grace).toBeLessThanOrEqual(crossing);
    expect((breach.latest ?? Infinity) + grace).toBeGreaterThanOrEqual(crossing);
    expect(Math.abs(breach.time - crossing)).toBeLessThan(HOUR);
    await expect(panel.part('statusText')).toContainText(/^90(\.0)?\s?% in (3|4) h.* \(1[5-6]:/);
    const used = valueOf('demo_disk_used_bytes');
    expect(coverage(forecast, 0.95, (time) => used(time) / DISK_SIZE)).toBeGreaterThan(0.7);
  });

  test('requests: gaps stay gaps, a counter reset and the end of summer time are no anomalies', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    await openDashboard(await api.createDashboard('test-requests', 'requests'));
    await panel.waitUntilReady();
    const { anomalies, anomalyScore, expected, report } = await lastResult(page);
    const [long] = scrapeGaps(TEST_ANCHOR);
    // A rate over 30 minutes still sees samples at the start of a gap, and the look-back hides its first minutes.
    const inside = expected.times.flatMap((time, i) =>
      time > long.start + HOUR && time < long.end ? [anomalyScore[i]] : []
    );
    expect(inside.every((score) => score === null)).toBe(true);
    expect(report.points).toBeLessThan(1441);
    // At the edge of a gap a rate is made of few samples and honestly far from the others.
    const isAtGap = (time: number) =>
      scrapeGaps(TEST_ANCHOR).some(({ start, end }) => Math.abs(time - (start + end) / 2) < (end - start) / 2 + HOUR);
    expect(anomalies.filter(({ peakScore, peakTime }) => peakScore > 3 && !isAtGap(peakTime))).toEqual([]);
  });

  test('GPUs: one forecast per series', async ({ api, openDashboard, panel }) => {
    await openDashboard(await api.createDashboard('test-gpu', 'gpu', small), { 'var-gpu': '$__all' });
    const { forecasts, live } = await panel.waitUntilReady();
    expect(forecasts).toHaveLength(2);
    expect(live).toHaveLength(2);
    await expect(panel.part('statusText')).toHaveText(/^GPU 0: 30% in \d+ (h|min)/);
  });

  test('a longer sequence trains a new model', async ({ api, editor, openDashboard, page, panel }) => {
    const uid = await api.createDashboard('test-options', 'cpu', small);
    await openDashboard(uid, { editPanel: 1 });
    await panel.waitUntilReady();
    const before = await lastResult(page);
    await editor.setNumber('Model', 'Sequence length', 48);
    const trainedAt = async () => (await lastResult(page)).report.trainedAt;
    await expect.poll(trainedAt, { timeout: 150_000 }).toBeGreaterThan(before.report.trainedAt);
    await panel.waitUntilReady();
    const after = await lastResult(page);
    expect(after.report.training?.windows).not.toBe(before.report.training?.windows);
  });
});

/** The same on each version of Grafana. */
test.describe('what the worker finds', () => {
  test('memory: says when the leak reaches the limit, a day ahead', async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-memory', 'memory'));
    await panel.waitUntilReady();
    const { breaches } = await lastResult(page);
    const [breach] = breaches.filter(({ direction }) => direction === 'above');
    const crossing = memoryCrossing(TEST_ANCHOR);
    expect(breach.earliest).toBeLessThanOrEqual(crossing);
    expect(breach.latest ?? Infinity).toBeGreaterThanOrEqual(crossing);
    await expect(panel.part('statusText')).toContainText(/8\.00 GiB in \d+ h/);
  });

  test('the same data give the same forecast again', async ({ api, openDashboard, page, panel }) => {
    const uid = await api.createDashboard('test-same', 'cpu', small);
    await openDashboard(uid);
    await panel.waitUntilReady();
    const first = await lastResult(page);
    await panel.part('retrain').click();
    await expect.poll(() => page.evaluate(() => window.presageResults.length), { timeout: 150_000 }).toBeGreaterThan(1);
    const second = await lastResult(page);
    expect(second.forecast.point).toEqual(first.forecast.point);
    expect(second.report.trainedAt).toBeGreaterThan(first.report.trainedAt);
  });
});
