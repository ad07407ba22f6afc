/**
 * Every engine in a real browser against the oracle, in a worker: the suite of parity.test.ts, on all four devices.
 * WebGL and WebGPU run on SwiftShader, so no GPU is needed, and a device that does not come up fails the test.
 */
import path from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import type { DeviceStatus } from '../src/engine/model/engine';
import { NETWORK_TOLERANCE, subjects } from './parity/subjects';
import type { WebgpuFacts } from './parity/webgpu';
import type { NetworkReport, Report, Request } from './parity/worker';
import { CHROMIUM_FLAGS, SWIFTSHADER_FLAGS } from './tools/chromium';
import { askWorker, serveWorkers, type WorkerServer } from './tools/workers';

test.describe.configure({ mode: 'serial', timeout: 600_000 });

let server: WorkerServer;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  server = await serveWorkers({ suite: path.join(__dirname, 'parity/worker.ts') });
  const args = [...CHROMIUM_FLAGS, ...SWIFTSHADER_FLAGS];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args });
  page = await browser.newPage();
  await page.goto(server.url);
});

test.afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('all four devices are there', async () => {
  const statuses = await ask<DeviceStatus[]>({ ask: 'probe' });
  for (const device of ['webgpu', 'webgl', 'wasm', 'cpu']) {
    expect(statuses.find((status) => status.device === device)).toMatchObject({ available: true });
  }
  expect(statuses.filter((status) => status.available && status.isSoftware).map(({ device }) => device)).toEqual([
    'webgpu',
    'webgl',
  ]);
});

for (const { name, device, places, tolerance } of subjects) {
  if (!places.includes('browser')) {
    continue;
  }
  test(`${name} computes what the oracle does`, async () => {
    const report = await ask<Report>({ ask: 'parity', subject: name });
    expect(report.device).toBe(device);
    for (const [parityCase, { distances, ...facts }] of Object.entries(report.measurements)) {
      expect
        .soft(facts, parityCase)
        .toEqual({ isRepeatable: true, isRestored: true, ignoresUnknown: true, learns: true });
      for (const [what, distance] of Object.entries(distances)) {
        expect.soft(distance, `${parityCase}: ${what}`).toBeLessThanOrEqual(tolerance);
      }
    }
    expect(report.fuzz.others).toEqual([]);
    expect(report.fuzz.refused).toBeGreaterThan(200);
    expect(report.held[1]).toBe(report.held[0]);
  });
}

for (const device of ['wasm', 'webgl', 'webgpu'] as const) {
  test(`the networks of layers are the same on ${device} as on the CPU`, async () => {
    const { measurements, left } = await ask<NetworkReport>({ ask: 'networks', device });
    for (const [parityCase, { distances, ...facts }] of Object.entries(measurements)) {
      expect.soft(facts, parityCase).toMatchObject({ isRestored: true, ignoresUnknown: true, learns: true });
      for (const [what, distance] of Object.entries(distances)) {
        expect.soft(distance, `${parityCase}: ${what}`).toBeLessThanOrEqual(NETWORK_TOLERANCE);
      }
    }
    expect(left).toBe(0);
  });
}

test('the fused WebGPU kernels keep their promises', async () => {
  const facts = await ask<WebgpuFacts>({ ask: 'webgpu' });
  for (const [shape, distance] of Object.entries(facts.gradients)) {
    expect.soft(distance, shape).toBeLessThanOrEqual(1e-5);
  }
  expect(facts).toMatchObject({
    dispatches: { steps: [4, 4], forecast: 1, empty: 0 },
    isGroupAsAlone: true,
    leaked: 0,
    cancelled: { kind: 'cancelled' },
    paused: { dispatches: 0, isAsWithout: true },
    tooLarge: { kind: 'too-large', allocated: 0 },
    faulty: {
      validation: { kind: 'device-failed', left: 0 },
      memory: { kind: 'device-failed', left: 0 },
    },
  });
});

test.describe('a device that is lost while training', () => {
  for (const [subject, device] of [
    ['webgpu', 'webgpu'],
    ['tfjs webgl', 'webgl'],
    ['tfjs webgpu', 'webgpu'],
  ]) {
    test(`${subject} fails as such, and can be started again`, async () => {
      const { failure, lossAfterRestart } = await ask<{ failure: unknown; lossAfterRestart: number }>({
        ask: 'loss',
        subject,
      });
      expect(failure).toMatchObject({ kind: 'device-failed', device });
      expect(lossAfterRestart).toBeGreaterThan(0);
    });
  }
});

const ask = <Answer>(message: Request) => askWorker<Answer>(page, 'suite', message);
