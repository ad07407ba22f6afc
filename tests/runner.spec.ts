import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Alerts, createSender } from '../src/runner/alerts';
import { watchedQuery } from '../src/runner/config';
import { WatchedSeries } from '../src/runner/forecasts';
import { startPrometheus } from './workbench/prometheus/realPrometheus';
import { MINUTE, createScenarios, diskCrossing } from './workbench/scenarios';

const HOUR = 60 * MINUTE;

/** The JSON or text of an address; empty while nobody answers. */
async function read(url: string): Promise<string> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ? answer.text() : '';
}

/** Arguments of an Alertmanager that keeps its alerts in a folder and tells nobody. */
function alertmanagerArgs(folder: string, address: string): string[] {
  const routes = path.join(folder, 'alertmanager.yml');
  fs.writeFileSync(routes, fs.readFileSync('provisioning/runner/alertmanager.yml'));
  return [
    ...[`--config.file=${routes}`, `--storage.path=${path.join(folder, 'alerts')}`],
    ...[`--web.listen-address=${address}`, '--cluster.listen-address='],
  ];
}

test('1,000 series cross at once: a real Alertmanager has each of them, in one group', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-storm-'));
  const address = '127.0.0.1:9895';
  const alertmanager = spawn('prometheus-alertmanager', alertmanagerArgs(folder, address), { stdio: 'ignore' });
  try {
    await expect.poll(() => read(`http://${address}/api/v2/status`), { timeout: 20_000 }).toContain('cluster');
    const query = watchedQuery('disk/used', 'disk', {}, [90]);
    const now = Date.now();
    const series = Array.from({ length: 1000 }, (_, i) => {
      const one = new WatchedSeries(query, `{instance="${i}"}`, { instance: String(i) }, MINUTE);
      one.samples.add([now], [95]);
      return one;
    });
    const alerts = new Alerts({ probability: 0.8, release: 0.5, rounds: 1, labels: {} });
    const send = createSender({ alertmanager: `http://${address}` }, 60);
    const began = Date.now();
    expect(await send(alerts.round(series, now), now)).toEqual([]);
    test.info().annotations.push({ type: 'storm', description: `${Date.now() - began} ms` });
    const found = JSON.parse(await read(`http://${address}/api/v2/alerts`)) as Array<{ labels: { instance: string } }>;
    expect(new Set(found.map(({ labels }) => labels.instance)).size).toBe(1000);
    const groups = JSON.parse(await read(`http://${address}/api/v2/alerts/groups`)) as Array<{ alerts: unknown[] }>;
    expect(groups.map((group) => group.alerts.length)).toEqual([1000]);
  } finally {
    alertmanager.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('the disk’s alert is in a real Alertmanager hours before the disk is full, and a killed runner goes on', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-runner-'));
  const children: ChildProcess[] = [];
  const start = (program: string, ...args: string[]) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const anchor = Math.floor(Date.now() / MINUTE) * MINUTE;
  const prometheus = await startPrometheus({
    scenarios: createScenarios(anchor),
    anchor,
    end: anchor,
    isReceiver: true,
  });
  try {
    const [alertmanager, runner] = ['9894', '9816'].map((port) => `127.0.0.1:${port}`);
    const file = (name: string, text: string) => {
      fs.writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    start('prometheus-alertmanager', ...alertmanagerArgs(folder, alertmanager));
    const config = file(
      'presage.yaml',
      `
prometheus: { url: '${prometheus.url}' }
interval: 1s
train: false
state: state
serve: { listen: '${runner}' }
remoteWrite: { url: '${prometheus.url}/api/v1/write' }
alerts: { alertmanager: 'http://${alertmanager}', link: 'http://localhost:3000/d/presage-demo' }
groups:
  - name: disk
    labels: { team: storage }
    options: { horizon: 24h }
    queries:
      - name: used
        expr: 100 * demo_disk_used_bytes / demo_disk_size_bytes
        thresholds: [90]
`
    );
    const run = () => start(process.execPath, 'dist-runner/presage.mjs', '--config', config);

    const first = run();
    await expect
      .poll(() => read(`http://${alertmanager}/api/v2/alerts`), { timeout: 60_000 })
      .toContain('PresageForecast');
    const [alert] = JSON.parse(await read(`http://${alertmanager}/api/v2/alerts`));
    expect(alert.labels).toMatchObject({ instance: 'db-1', team: 'storage', threshold: '90', severity: 'warning' });
    const [, when] = /will be above 90 in \S+ \((\S+),/.exec(alert.annotations.summary)!;
    const truth = diskCrossing(anchor);
    expect(truth - Date.now()).toBeGreaterThan(HOUR);
    expect(Math.abs(Date.parse(when) - truth)).toBeLessThan(HOUR);

    const written = () =>
      read(`${prometheus.url}/api/v1/query?query=presage_breach_probability{threshold="90",team="storage"}>.9`);
    await expect.poll(written).toContain('"instance":"db-1"');

    first.kill('SIGKILL');
    await once(first, 'exit');
    run();
    const metrics = () => read(`http://${runner}/metrics`);
    await expect
      .poll(metrics, { timeout: 60_000 })
      .toMatch(/presage_breach_probability\{[^}]*team="storage"[^}]*\} (1|0\.9\d*)$/m);
    expect(await metrics()).toMatch(/^presage_forecasts_total 0$/m);
  } finally {
    children.forEach((child) => child.kill('SIGKILL'));
    prometheus.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
