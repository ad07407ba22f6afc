import { type Drawing, readDrawnSeries } from './pages/drawing';
import { lastResult } from './pages/forecastPanel';
import { small } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { DISK_SIZE, TEST_ANCHOR, createScenarios } from './workbench/scenarios';

const disk = createScenarios(TEST_ANCHOR).find(({ metric }) => metric === 'demo_disk_used_bytes')!;
/** CSS pixels of the status line: one row, and two where the counts have their own. */
const ROWS = { one: 24, two: 48 };

/** Right ends of what the canvas was told to draw, CSS pixels. */
function rightEnds({ strokes }: Drawing) {
  const ends = (call: 'stroke' | 'fill', isDashed = false) =>
    strokes.filter((s) => s.call === call && s.dash.length > 0 === isDashed).map(({ right }) => right);
  return { solid: ends('stroke'), dashed: ends('stroke', true), filled: ends('fill') };
}

test.describe('what uPlot holds and draws', { tag: '@main' }, () => {
  // Panels too narrow for the counts beside the verdict.
  for (const [width, columns] of [
    [1280, 6],
    [1600, 5],
  ]) {
    test(`a status line that grows with the result, ${width} px wide`, async ({ api, openDashboard, page, panel }) => {
      await page.setViewportSize({ width, height: 800 });
      const uid = await api.createDashboard(`test-grown-${width}`, 'disk', (p) => ({
        ...small(p),
        gridPos: { x: 0, y: 0, w: columns, h: 10 },
      }));
      await openDashboard(uid);
      const drawing = await panel.waitUntilReady();
      await expect(panel.part('statusText')).toContainText('90.0% in ');
      expect((await panel.status.boundingBox())!.height).toBe(ROWS.two);

      const { forecast } = await lastResult(page);
      const { forecasts, live, bands, xOf } = drawing;
      expect(forecasts[0].points.slice(1)).toEqual(forecast.times.map((time, i) => [time, forecast.point[i]]));
      const past = live[0].points.filter(([time]) => time < TEST_ANCHOR);
      expect(past.length).toBeGreaterThan(100);
      const off = past.map(([time, value]) => Math.abs(value / (disk.value(time) / DISK_SIZE) - 1));
      expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.001);
      // What is normal up to now, and two levels beyond it.
      expect(bands).toHaveLength(3);
      for (const { upper, lower } of bands) {
        expect(upper.points.map(([time]) => time)).toEqual(lower.points.map(([time]) => time));
        expect(upper.points.every(([, value], i) => value >= lower.points[i][1])).toBe(true);
      }
      const [now, end] = [xOf(TEST_ANCHOR), xOf(forecast.times.at(-1)!)];
      const { solid, dashed, filled } = rightEnds(drawing);
      expect(Math.max(...dashed)).toBeCloseTo(end, 0);
      expect(filled.filter((right) => right > now + 10)).toHaveLength(2);
      expect(solid.some((right) => Math.abs(right - now) < 5)).toBe(true);
    });
  }

  test('tooltip and zoom work on the chart that the result brought', async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-cursor', 'memory', small));
    const { xOf, live } = await panel.waitUntilReady();
    const box = (await panel.part('chart').locator('canvas').boundingBox())!;
    const [time] = live[0].points.at(-20)!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + xOf(time) - 30, y);
    await page.mouse.move(box.x + xOf(time), y, { steps: 5 });
    const tooltip = page.locator('[data-testid="presage-tooltip"]');
    await expect(tooltip).toHaveCount(1);
    await expect(tooltip).toContainText('GiB');
    // The same by the arrow keys, where the mouse is not on the chart.
    await page.mouse.move(5, 5);
    await expect(tooltip).toHaveCount(0);
    await panel.root.locator('.uplot').focus();
    await page.keyboard.press('ArrowLeft', { delay: 300 });
    await expect(tooltip).toContainText('GiB');
    await page.keyboard.press('Escape');
    await expect(tooltip).toHaveCount(0);
    await page.mouse.move(box.x + xOf(time), y, { steps: 5 });
    await page.mouse.down();
    await page.mouse.move(box.x + xOf(TEST_ANCHOR), y, { steps: 5 });
    await page.mouse.up();
    await expect(page).toHaveURL(new RegExp(`from=(?!${TEST_ANCHOR - 72 * 3600_000})`));
    const zoomed = await panel.waitUntilReady();
    expect(zoomed.live[0].points[0][0]).toBeGreaterThan(time - 3600_000);
  });

  test('a tooltip of a long name breaks it between labels, and stays on a narrow screen', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    const legendFormat = 'cpu{namespace="production", pod="checkout-7f9c6d5b8-x2x9k", instance="{{instance}}"}';
    const uid = await api.createDashboard('test-long-name', 'cpu', (json) => ({
      ...small(json),
      targets: [{ ...json.targets[0], legendFormat }],
    }));
    await openDashboard(uid);
    await panel.waitUntilReady();
    const tooltip = page.locator('[data-testid="presage-tooltip"]');
    const placeOf = async () => (await panel.root.locator('.u-over').boundingBox())!;
    const wide = await placeOf();
    await page.mouse.move(wide.x + wide.width / 2, wide.y + 40, { steps: 3 });
    const parts = tooltip.locator('dt').first().locator('span span');
    await expect(parts).toHaveText([
      'cpu{',
      'namespace="production",',
      'pod="checkout-7f9c6d5b8-x2x9k",',
      /^instance=/,
    ]);
    for (const part of await parts.all()) {
      expect((await part.boundingBox())!.height).toBeLessThan(24);
    }
    await page.mouse.move(5, 5);
    await page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(async () => (await placeOf()).width).toBeLessThan(400);
    const over = await placeOf();
    for (const share of [0.2, 0.45, 0.7]) {
      await page.mouse.move(over.x + share * over.width, over.y + 40, { steps: 3 });
      await expect(tooltip).toContainText('95 % band');
      const { x, width } = (await tooltip.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(400);
      expect(await tooltip.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
  });

  test('series that are stacked lie on each other, and the tooltip keeps their own values', async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    const uid = await api.createDashboard('test-stacked', 'gpu', (one) => ({
      ...small(one),
      targets: [{ ...one.targets[0], expr: 'demo_gpu_utilization_percent' }],
      fieldConfig: {
        defaults: { unit: 'percent', custom: { stacking: { mode: 'normal', group: 'A' }, fillOpacity: 20 } },
        overrides: [],
      },
    }));
    await openDashboard(uid);
    const { live, forecasts, xOf } = await panel.waitUntilReady();
    const [lower, upper] = await readDrawnSeries(panel.root);
    const own = (gpu: string) => createScenarios(TEST_ANCHOR).find(({ labels }) => labels.gpu === gpu)!;
    const past = live[1].points.filter(([time]) => time < TEST_ANCHOR);
    expect(past.length).toBeGreaterThan(100);
    const off = past.map(([time, value]) => Math.abs(value - own('0').value(time) - own('1').value(time)));
    expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.01);
    // Each lies on the forecast of the one below, with a band as wide as its own.
    const pointsOf = (one: typeof lower, kind: string) => one.columns.find((column) => column.kind === kind)!.points;
    expect(forecasts[1].points.at(-1)![1]).toBeGreaterThan(forecasts[0].points.at(-1)![1]);
    expect(pointsOf(upper, 'forecast').length).toBe(pointsOf(lower, 'forecast').length);

    const box = (await panel.part('chart').locator('canvas').boundingBox())!;
    const [time] = past.at(-30)!;
    await page.mouse.move(box.x + xOf(time) - 30, box.y + box.height / 2);
    await page.mouse.move(box.x + xOf(time), box.y + box.height / 2, { steps: 5 });
    const tooltip = page.locator('[data-testid="presage-tooltip"]');
    await expect(tooltip).toHaveCount(1);
    // The tooltip follows the pointer a frame later; where a pixel is a step wide, the point it shows is a neighbour's.
    await expect(async () => {
      const text = await tooltip.innerText();
      const at = Date.parse(`${text.match(/[\d-]+ [\d:]+/)![0]}Z`);
      expect(Math.abs(at - time)).toBeLessThanOrEqual(10 * 60_000);
      const shown = [...text.matchAll(/GPU \d\s+([\d.]+)%/g)].map(([, value]) => Number(value));
      expect(shown).toHaveLength(2);
      expect(Math.max(...shown)).toBeLessThanOrEqual(100);
      expect(Math.abs(shown[0] + shown[1] - past.find(([one]) => one === at)![1])).toBeLessThan(2);
    }).toPass({ timeout: 20_000 });
  });
});
