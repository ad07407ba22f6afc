import { readDrawnSeries } from './pages/drawing';
import { small } from './pages/grafanaApi';
import { recordLongTasks, takeLongTasks } from './pages/longTasks';
import { manySeries, THRESHOLD } from './pages/manySeries';
import { expect, test } from './pages/test';

/** How many series one panel has, and how many of them it is told to forecast. */
const cases: Array<[count: number, atOnce: number]> = [
  [50, 8],
  [200, 12],
];

for (const [count, atOnce] of cases) {
  test(
    `of ${count} series all are drawn, the ${atOnce} nearest to the threshold are forecast, and a click on a name forecasts that one`,
    { tag: '@workbench' },
    async ({ api, page, panel, openDashboard }, info) => {
      test.slow();
      const steps = [
        { value: null, color: 'green' },
        { value: THRESHOLD, color: 'red' },
      ];
      const thresholds = { mode: 'absolute', steps };
      const uid = await api.createDashboard(`test-many-${count}`, 'cpu', (one) => ({
        ...small(one),
        options: { ...small(one).options, seriesAtOnce: atOnce, history: '10d', step: '1h' },
        fieldConfig: { defaults: { thresholds }, overrides: [] },
        targets: [{ ...one.targets[0], expr: manySeries(count), legendFormat: 'shard {{shard}}' }],
      }));
      await recordLongTasks(page);
      await openDashboard(uid);
      const drawn = await panel.waitUntilReady(200_000);
      await expect(panel.status).toContainText(`Forecasting ${atOnce} of ${count} series, the most urgent`);
      await expect(panel.status).toContainText('click a name in the legend for another');

      // Live lines are painted last, one for each series, each across the past of the chart.
      const live = drawn.lines.slice(-count);
      expect(live.every(({ isShown, points }) => isShown && points.length > 200)).toBe(true);
      expect(drawn.forecasts).toHaveLength(atOnce);
      const past = drawn.xOf(live[0].points.at(-1)![0]) - drawn.xOf(live[0].points[0][0]);
      const long = drawn.strokes.filter(
        ({ call, dash, left, right }) => call === 'stroke' && dash.length === 0 && right - left > 0.95 * past
      );
      expect(long.length).toBeGreaterThanOrEqual(count);

      const series = await readDrawnSeries(panel.root);
      const isForecast = ({ columns }: (typeof series)[number]) => columns.some(({ kind }) => kind === 'forecast');
      const distances = series.map((one) => {
        const [, last] = one.columns.find(({ kind }) => kind === 'actual')!.points.at(-1)!;
        return { isForecast: isForecast(one), distance: Math.abs(last - THRESHOLD) };
      });
      const of = (chosen: boolean) =>
        distances.filter((one) => one.isForecast === chosen).map(({ distance }) => distance);
      expect(of(true)).toHaveLength(atOnce);
      // A series that moves more is as urgent a little further away.
      expect(Math.max(...of(true))).toBeLessThan(1.1 * Math.min(...of(false)));

      // The name of one that is far from the threshold: it alone is shown then, with its forecast.
      await page.getByText('shard 3', { exact: true }).click();
      await expect.poll(async () => (await panel.drawing()).forecasts.filter(({ isShown }) => isShown).length).toBe(1);
      const { lines } = await panel.drawing();
      expect(lines.slice(-count).filter(({ isShown }) => isShown)).toHaveLength(1);
      const third = (await readDrawnSeries(panel.root)).find(({ labels }) => labels.shard === '3')!;
      expect(isForecast(third)).toBe(true);
      await page.getByText('shard 3', { exact: true }).click();
      await expect
        .poll(async () => (await panel.drawing()).lines.slice(-count).every(({ isShown }) => isShown))
        .toBe(true);

      const { count: tasks, longest } = await takeLongTasks(page);
      const description = `longest task of the page ${longest} ms, ${tasks} over 50 ms`;
      info.annotations.push({ type: 'responsiveness', description });
    }
  );
}
