/** The panel in a browser against the built runner, on the same Prometheus, dashboard and clock. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ForecastJson } from '../src/runner/serve/forecastJson';
import { type DrawnSeries, readDrawnSeries } from './pages/drawing';
import { ForecastPanel } from './pages/forecastPanel';
import { DEMO, demoPanels } from './pages/grafanaApi';
import { expect, test } from './pages/test';
import { startPrometheus } from './workbench/prometheus/realPrometheus';
import { freePort } from './workbench/prometheus/running';
import { HOUR, MINUTE, createScenarios } from './workbench/scenarios';
import { differences } from './tools/differences';

/** Rounds that the runner keeps at their own resolution: what the panel shows. */
const IN_VIEW = 360;
/** The clocks stand still ahead of the true time, so that Alertmanager takes no alert for over. */
const AHEAD = 10 * MINUTE;
const chosen: number[] = [demoPanels.cpu, demoPanels.disk];
/** The same device for both, and no end of training by the clock. */
const same = { device: 'wasm', budget: '10m' };
const COLUMNS = [
  ...['expected anomaly_score', 'expected yhat', 'expected yhat_lower', 'expected yhat_upper'],
  ...[
    'forecast yhat',
    'forecast yhat_lower',
    'forecast yhat_lower_80',
    'forecast yhat_upper',
    'forecast yhat_upper_80',
  ],
];

type Point = [time: number, value: number];

/** What the panel draws: each column by its part and its name in the frames' schema, and what is marked. */
function drawnBy({ columns, scores, marks }: DrawnSeries) {
  const widest = Math.max(...columns.map(({ level = 0 }) => level));
  const nameOf = ({ kind, level }: DrawnSeries['columns'][number]) =>
    level === undefined ? 'yhat' : `yhat_${kind}${level === widest ? '' : `_${100 * level}`}`;
  const forecasts = columns
    .filter(({ kind }) => kind !== 'actual')
    .map((column) => [`${column.part ?? column.kind} ${nameOf(column)}`, column.points] as const);
  return { columns: Object.fromEntries([...forecasts, ['expected anomaly_score', scores]]), ...marks };
}

/** The same by the runner. A forecast is drawn from the newest sample on, where it is that sample. */
function saidBy(json: ForecastJson, drawn: ReturnType<typeof drawnBy>, now: number) {
  const columnOf = (place: string): Point[] => {
    const [part, name] = place.split(' ');
    const values = (json as unknown as Record<string, Array<number | null>>)[name];
    const points = json.times.flatMap((text, i): Point[] => {
      const [time, value] = [Date.parse(text), values[i]];
      return value !== null && (part === 'forecast') === time > now ? [[time, value]] : [];
    });
    return part === 'forecast'
      ? [[now, json.y[json.times.findIndex((text) => Date.parse(text) === now)]!], ...points]
      : points;
  };
  const columns = Object.fromEntries(Object.keys(drawn.columns).map((place) => [place, columnOf(place)]));
  return { columns, anomalies: json.anomalies, breaches: json.breaches };
}

/** The JSON or text of an address; empty while nobody answers. */
async function read(url: string): Promise<string> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ? answer.text() : '';
}

test(
  'what the panel draws the runner says: forecasts, bands, scores and marks to 1e-9, and the alert is the panel’s crossing',
  { tag: '@workbench' },
  async ({ api, page }) => {
    const now = Math.ceil(Date.now() / MINUTE) * MINUTE + AHEAD;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-agreement-'));
    const children: ChildProcess[] = [];
    const start = (program: string, ...args: string[]) => {
      const child = spawn(program, args, { stdio: 'ignore' });
      children.push(child);
      return child;
    };
    const prometheus = await startPrometheus({ scenarios: createScenarios(now), anchor: now, end: now });
    try {
      const uid = await api.createDataSource('agreement-source', prometheus.url);
      const demo = await api.dashboard(DEMO);
      const at = { type: demo.panels[0].datasource.type, uid };
      const panels = demo.panels
        .filter(({ id }) => chosen.includes(id))
        .map((panel) => ({
          ...panel,
          datasource: at,
          targets: panel.targets.map((target) => ({ ...target, datasource: at })),
          options: { ...panel.options, ...same },
        }));
      const dashboard = { ...demo, id: null, uid: 'agreement', title: 'Agreement', refresh: '', panels };
      await api.save(dashboard);

      const [runner, alertmanager] = [await freePort(), await freePort()].map((port) => `127.0.0.1:${port}`);
      const file = (name: string, content: unknown) => {
        fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
        return path.join(folder, name);
      };
      start(
        'prometheus-alertmanager',
        '--config.file=provisioning/runner/alertmanager.yml',
        `--storage.path=${path.join(folder, 'alertmanager')}`,
        ...[`--web.listen-address=${alertmanager}`, '--cluster.listen-address=']
      );
      const config = file('presage.yaml', {
        prometheus: { url: prometheus.url },
        ...{ interval: '1m', threads: 1, state: 'state', serve: { listen: runner } },
        alerts: { alertmanager: `http://${alertmanager}`, rounds: 1 },
      });
      const clock = `data:text/javascript,Date.now=()=>${now}`;
      const run = () =>
        start(
          ...[process.execPath, '--import', clock, 'dist-runner/presage.mjs'],
          ...['--config', config, '--dashboard', file('dashboard.json', dashboard)]
        );
      const first = run();

      await page.clock.setFixedTime(now);
      await page.goto(`/d/agreement?from=${now - IN_VIEW * MINUTE}&to=${now}&refresh=`);
      const drawn: DrawnSeries[] = [];
      for (const { title } of panels) {
        const panel = new ForecastPanel(page, title);
        await panel.waitUntilReady();
        drawn.push(...(await readDrawnSeries(panel.root)));
      }

      const answers = async (): Promise<ForecastJson[]> =>
        JSON.parse((await read(`http://${runner}/api/v1/forecast`)) || '{"data":[]}').data;
      const isFitted = async () => (await answers()).filter(({ yhat }) => yhat.length > 0).length;
      await expect.poll(isFitted, { timeout: 120_000 }).toBe(panels.length);
      const said = await answers();
      for (const series of drawn) {
        const json = said.find(({ labels }) => labels.instance === series.labels.instance)!;
        const panel = drawnBy(series);
        expect(Object.keys(panel.columns).sort()).toEqual(COLUMNS);
        expect(Math.min(...Object.values(panel.columns).map(({ length }) => length))).toBeGreaterThan(10);
        expect(differences(saidBy(json, panel, now), panel)).toEqual([]);
      }
      expect(drawn[0].marks.anomalies.length).toBeGreaterThan(0);

      // The alert comes with the next round, or with the first one of a process that finds the forecast at hand.
      first.kill('SIGKILL');
      await once(first, 'exit');
      run();
      await expect
        .poll(() => read(`http://${alertmanager}/api/v2/alerts`), { timeout: 60_000 })
        .toContain('PresageForecast');
      const alerts = JSON.parse(await read(`http://${alertmanager}/api/v2/alerts`));
      expect(alerts).toHaveLength(1);
      const [breach] = drawn[1].marks.breaches;
      expect(breach.time - now).toBeGreaterThan(HOUR);
      const minute = (time: number) => `${new Date(time).toISOString().slice(0, 16)}Z`;
      expect(alerts[0].labels).toMatchObject({ ...drawn[1].labels, threshold: '0.9', direction: 'above' });
      expect(alerts[0].annotations.summary).toContain(
        `(${minute(breach.time)}, between ${minute(breach.earliest)} and ${minute(breach.latest)}), ` +
          `${Math.round(100 * breach.probability!)} % likely`
      );
    } finally {
      children.forEach((child) => child.kill('SIGKILL'));
      prometheus.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
);
