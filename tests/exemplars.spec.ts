import { testIds } from '../src/panel/testIds';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { EXEMPLAR, TRACE, startExemplarTarget } from './workbench/prometheus/exemplarTarget';
import { startPrometheus } from './workbench/prometheus/realPrometheus';
import { createScenarios, MINUTE, TEST_ANCHOR } from './workbench/scenarios';

test(
  'exemplars of a real Prometheus are asked for by a switch, drawn with their labels and links, and never forecast',
  { tag: '@workbench' },
  async ({ api, page, panel }) => {
    const scenarios = createScenarios(TEST_ANCHOR).filter(({ metric }) => /replicas/.test(metric));
    const target = await startExemplarTarget();
    const store = await startPrometheus({ scenarios, anchor: TEST_ANCHOR, end: TEST_ANCHOR, exemplars: target.host });
    try {
      const query = 'histogram_quantile(0.5, rate(checkout_seconds_bucket[10s]))';
      const kept = async () =>
        (await fetch(`${store.url}/api/v1/query_exemplars?query=${encodeURIComponent(query)}&start=0&end=4e9`)).text();
      await expect.poll(kept, { timeout: 30_000 }).toContain(TRACE);
      const links = [{ name: 'trace_id', url: 'https://traces.example/${__value.raw}', urlDisplayLabel: 'Open trace' }];
      const settings = { timeInterval: '1s', exemplarTraceIdDestinations: links };
      const source = await api.createDataSource('test-exemplars', store.url, settings);
      const uid = await api.createDashboard('test-exemplars', 'cpu', (one) => {
        const datasource = { ...one.datasource, uid: source };
        return {
          ...small(one),
          datasource,
          targets: [{ refId: 'A', datasource, expr: query, legendFormat: 'median' }],
        };
      });
      const now = Date.now();
      const range = `from=${now - 2 * MINUTE}&to=${now + MINUTE}`;
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/.*\/api\/v1\//, '')));
      await page.goto(`/d/${uid}?${range}&editPanel=1`);
      const marks = panel.root.getByRole('button', { name: /^Exemplar: / });
      await expect(panel.root.locator('.uplot')).toBeVisible();
      await expect.poll(() => asked).toContain('query_range');
      expect(asked).not.toContain('query_exemplars');
      await expect(marks).toHaveCount(0);

      await page.getByRole('switch', { name: 'Exemplars' }).click({ force: true });
      await expect(marks.first()).toBeVisible();
      expect(asked).toContain('query_exemplars');
      // One live series, and no other that the exemplars would have become.
      const { lines, xOf } = await panel.drawing();
      expect(lines).toHaveLength(1);
      expect(await panel.root.getAttribute('data-series')).toBe('1');

      // A diamond stands at its time and value.
      // Those after it would lie over another one.
      const mark = marks.last();
      await mark.hover();
      const facts = page.getByRole('tooltip');
      await expect(facts).toContainText(`Exemplar: ${EXEMPLAR}`);
      await expect(facts).toContainText(TRACE);
      await expect(facts.getByRole('link', { name: 'Open trace' })).toHaveAttribute(
        'href',
        `https://traces.example/${TRACE}`
      );
      const place = await panel.root.evaluate(
        (element, [value, chart]) => {
          const u = window.presagePlot(element);
          const { time } = u.data.model.exemplars.at(-1)!;
          const canvas = element.querySelector(`[data-testid="${chart}"] canvas`)!.getBoundingClientRect();
          const { scaleKey } = u.data.model.series[0];
          const ratio = u.ctx.canvas.width / u.ctx.canvas.clientWidth;
          return { time, y: canvas.y + u.valToPos(Number(value), scaleKey, true) / ratio, x: canvas.x };
        },
        [EXEMPLAR, testIds.chart] as const
      );
      const box = (await mark.boundingBox())!;
      expect(Math.abs(box.x + box.width / 2 - place.x - xOf(place.time))).toBeLessThan(3);
      expect(Math.abs(box.y + box.height / 2 - place.y)).toBeLessThan(3);
    } finally {
      store.stop();
      target.stop();
    }
  }
);
