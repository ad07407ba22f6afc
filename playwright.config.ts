import path from 'node:path';
import { existsSync } from 'node:fs';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, SWIFTSHADER_FLAGS } from './tests/tools/chromium';
import { hasVictoriaMetrics } from './tests/workbench/prometheus/victoriaMetrics';

/**
 * Browser tests over the built plugin. Without GRAFANA_URL they start the workbench, once in front of a real
 * Prometheus, else in front of the embedded server, once with the packages of the oldest Grafana, and once in front of
 * VictoriaMetrics where it is installed; all with the same history up to a fixed anchor. With GRAFANA_URL they speak to that Grafana, which has the demo's provisioning (`docker compose up`).
 */
const grafana = process.env.GRAFANA_URL;
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file && existsSync(file)
);

/** `TEST_ANCHOR` of the scenarios. */
const anchor = '2026-11-03T12:00:00Z';
/** Five ports from this one on. A server left over from another checkout must not be mistaken for ours. */
const port = Number(process.env.PRESAGE_TEST_PORT ?? 3101);
const ports = { prometheus: port, embedded: port + 1, policy: port + 2, oldest: port + 3, victoria: port + 4 };
const launch = (...more: string[]) => ({ launchOptions: { executablePath, args: [...CHROMIUM_FLAGS, ...more] } });
const at = (port: number, host = 'localhost') => ({ baseURL: `http://${host}:${port}` });

const hasVictoria = hasVictoriaMetrics();

const server = (port: number, ...flags: string[]) => ({
  command: `node --import tsx tests/workbench/main.ts --port ${port} --anchor ${anchor} ${flags.join(' ')}`,
  url: `http://localhost:${port}/api/health`,
  reuseExistingServer: false,
  timeout: 120_000,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5000 },
});

const engines = '**/parity.spec.ts';

const workbench: Pick<PlaywrightTestConfig, 'projects' | 'webServer'> = {
  webServer: [
    server(ports.prometheus),
    server(ports.embedded, '--embedded'),
    server(ports.policy, '--embedded', '--csp'),
    server(ports.oldest, '--embedded', '--grafana', '12.3.0'),
    ...(hasVictoria ? [server(ports.victoria, '--victoria')] : []),
  ],
  projects: [
    {
      name: 'prometheus',
      use: { ...at(ports.prometheus), ...launch() },
      grepInvert: /@webgpu|@insecure|@policy/,
      testIgnore: engines,
    },
    // The oldest Grafana stands in front of the embedded server: the main tests run twice, and on each end of both.
    { name: 'oldest Grafana', use: { ...at(ports.oldest), ...launch() }, grep: /@main/ },
    ...(hasVictoria ? [{ name: 'VictoriaMetrics', use: { ...at(ports.victoria), ...launch() }, grep: /@stores/ }] : []),
    // A GPU that the processor plays takes all of it: these run when the others are through.
    {
      name: 'webgpu',
      use: { ...at(ports.embedded), ...launch(...SWIFTSHADER_FLAGS) },
      grep: /@webgpu/,
      dependencies: [
        ...['prometheus', 'oldest Grafana', 'plain http', 'content security policy'],
        ...(hasVictoria ? ['VictoriaMetrics'] : []),
      ],
    },
    { name: 'engines', testMatch: engines, use: launch(...SWIFTSHADER_FLAGS), dependencies: ['webgpu'] },
    {
      name: 'plain http',
      use: {
        ...at(ports.embedded, 'grafana.example'),
        ...launch(...SWIFTSHADER_FLAGS, '--host-resolver-rules=MAP grafana.example 127.0.0.1'),
      },
      grep: /@insecure/,
    },
    { name: 'content security policy', use: { ...at(ports.policy), ...launch() }, grep: /@policy/ },
  ],
};

const real: Pick<PlaywrightTestConfig, 'projects' | 'webServer'> = {
  projects: [
    {
      name: 'grafana',
      use: { baseURL: grafana, ...launch() },
      grepInvert: /@workbench|@webgpu|@insecure|@policy/,
      testIgnore: engines,
    },
  ],
};

export default defineConfig({
  testDir: 'tests',
  testMatch: '*.spec.ts',
  outputDir: path.join('tests/.output', 'playwright'),
  fullyParallel: true,
  workers: 2,
  // The machines that test are busy ones; a test that needed a second try is counted and named as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? ([['json']] as Array<[string]>) : [])],
  // A trace of every first try would cost the busy machine more than the tests do.
  use: { timezoneId: 'UTC', locale: 'en-US', viewport: { width: 1400, height: 900 }, trace: 'on-first-retry' },
  ...(grafana ? real : workbench),
});
