import { quick, small } from './pages/grafanaApi';
import { expect, test } from './pages/test';

test('no WebGPU: falls back to WASM and says so', async ({ api, openDashboard, panel }) => {
  await openDashboard(await api.createDashboard('test-fallback', 'cpu', small));
  await panel.waitUntilReady();
  expect(await panel.details()).toMatch(/Device\s+WASM: .*GPU/);
});

test('a device that the browser lacks: another one trains, and the panel says why', async ({
  api,
  openDashboard,
  panel,
}) => {
  const uid = await api.createDashboard('test-no-device', 'cpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, device: 'webgpu' },
  }));
  await openDashboard(uid);
  await panel.waitUntilReady();
  expect(await panel.details()).toMatch(/Device\s+(WASM|WebGL|CPU): .*WebGPU/);
});

test('WebGPU trains where it exists', { tag: '@webgpu' }, async ({ api, openDashboard, panel }) => {
  const uid = await api.createDashboard('test-webgpu', 'cpu', (p) => ({
    ...p,
    options: { ...p.options, ...quick, history: '7d', sequenceLength: 8, epochs: 1, device: 'webgpu' },
  }));
  await openDashboard(uid);
  await panel.waitUntilReady();
  expect(await panel.details()).toMatch(/Device\s+WebGPU: /);
});

test(
  'plain http: no secure context, a forecast all the same',
  { tag: '@insecure' },
  async ({ api, openDashboard, page, panel }) => {
    await openDashboard(await api.createDashboard('test-insecure', 'cpu', small));
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await panel.waitUntilReady();
    expect(await panel.details()).toMatch(/Device\s+WASM: /);
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
  expect(await panel.details()).toMatch(/Device\s+WASM: /);
  expect(violations).toEqual([]);
});
