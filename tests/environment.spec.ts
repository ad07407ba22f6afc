import { expect, test } from './pages/test';

/** A small model: what matters here is where it runs. */
const quick = { epochs: 2, hidden: 8, layers: 1 };

const small = <T extends { options: Record<string, unknown> }>(panel: T): T => ({
  ...panel,
  options: { ...panel.options, ...quick },
});

test('no WebGPU: falls back to WASM and says so', async ({ api, openDashboard, panel }) => {
  await openDashboard(await api.createDashboard('test-fallback', 'cpu', small));
  await panel.waitUntilReady();
  expect(await panel.fact('device')).toBe('wasm');
  expect(await panel.details()).toMatch(/Device\s+WASM: .*GPU/);
});

test('a device that the browser lacks is named, and the baseline stays', async ({ api, openDashboard, panel }) => {
  const uid = await api.createDashboard('test-no-device', 'cpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, device: 'webgpu' },
  }));
  await openDashboard(uid);
  await panel.waitFor('failed');
  await expect(panel.part('error')).toContainText('cannot train on webgpu');
  await expect(panel.part('chart')).toBeVisible();
});

test('WebGPU trains where it exists', { tag: '@webgpu' }, async ({ api, openDashboard, panel }) => {
  test.setTimeout(180_000);
  const uid = await api.createDashboard('test-webgpu', 'cpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, epochs: 1, device: 'webgpu' },
  }));
  await openDashboard(uid);
  await panel.waitUntilReady(150_000);
  expect(await panel.fact('device')).toBe('webgpu');
});

test(
  'plain http: no secure context, a forecast all the same',
  { tag: '@insecure' },
  async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-insecure', 'cpu', small));
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await panel.waitUntilReady();
    expect(await panel.fact('device')).toBe('wasm');
    expect(await panel.fact('state')).toBe('ready');
  }
);

test("Grafana's default content security policy", { tag: '@policy' }, async ({ api, openDashboard, page, panel }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) {
      violations.push(message.text());
    }
  });
  await openDashboard(await api.createDashboard('test-policy', 'cpu', small));
  await panel.waitUntilReady();
  expect(await panel.fact('state')).toBe('ready');
  expect(await panel.fact('device')).toBe('wasm');
  expect(violations).toEqual([]);
});
