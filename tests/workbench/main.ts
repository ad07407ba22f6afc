import { parseArgs } from 'node:util';
import { startEmbeddedPrometheus } from './prometheus/embeddedPrometheus';
import { serveFault } from './prometheus/faults';
import { writeExposition } from './prometheus/openMetrics';
import { hasPrometheus, startPrometheus } from './prometheus/realPrometheus';
import { startFilledVictoriaMetrics } from './prometheus/victoriaMetrics';
import { MINUTE, createScenarios, historyStart, type Scenario } from './scenarios';
import { GRAFANAS } from './server/grafana';
import { LOOPBACK, isFree, send, type Routes } from './server/http';
import { startWorkbench } from './server/workbench';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string', default: LOOPBACK },
    anchor: { type: 'string' },
    embedded: { type: 'boolean', default: false },
    victoria: { type: 'boolean', default: false },
    csp: { type: 'boolean', default: false },
    role: { type: 'string', default: 'Admin' },
    grafana: { type: 'string', default: GRAFANAS[0].version },
  },
});

const DEFAULT_PORT = 3000;

/** The port that was asked for, else 3000 or the first free one after it. */
async function choosePort(): Promise<number> {
  if (values.port !== undefined) {
    return Number(values.port);
  }
  let port = DEFAULT_PORT;
  while (!(await isFree(port, values.host))) {
    port++;
  }
  return port;
}

/** The last whole minute. */
const thisMinute = () => Math.floor(Date.now() / MINUTE) * MINUTE;

/** Where the history ends, ms. @throws Error */
function readAnchor(): number {
  const anchor = values.anchor === undefined ? thisMinute() : Date.parse(values.anchor);
  if (Number.isNaN(anchor)) {
    throw new Error(`invalid --anchor; not an ISO time: ${values.anchor}`);
  }
  return anchor;
}

/** What the data source asks, with the history up to the anchor. Without `--anchor` samples follow, but in VictoriaMetrics. */
async function startStore(anchor: number, scenarios: Scenario[], exporter: string) {
  if (values.victoria) {
    return { ...(await startFilledVictoriaMetrics(scenarios, anchor)), name: 'VictoriaMetrics' };
  }
  const isLive = values.anchor === undefined;
  if (!values.embedded && (await hasPrometheus())) {
    const scrape = isLive ? exporter : undefined;
    return { ...(await startPrometheus({ scenarios, anchor, end: anchor, scrape })), name: 'a real Prometheus' };
  }
  const end = () => (isLive ? thisMinute() : anchor);
  const embedded = await startEmbeddedPrometheus({ scenarios, start: historyStart(anchor), end });
  return { ...embedded, name: 'the embedded server' };
}

/** With `--anchor` the history ends there for good; without, it ends now and live samples follow. */
async function main() {
  const anchor = readAnchor();
  const scenarios = createScenarios(anchor);
  const port = await choosePort();
  const store = await startStore(anchor, scenarios, `${LOOPBACK}:${port}`);
  const routes: Routes = {
    '/demo/metrics': ({ response }) =>
      send(response, 200, 'text/plain; version=0.0.4', writeExposition(scenarios, Date.now())),
    '/faults/': serveFault,
  };
  const env = { ...process.env, PRESAGE_PROMETHEUS_URL: store.url };
  const { host, csp, role, grafana } = values;
  const workbench = await startWorkbench({ port, host, csp, role, grafana, env, routes }).catch((error: Error) => {
    store.stop();
    throw error;
  });
  const stop = () => {
    workbench.stop();
    store.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(`30 days of history up to ${new Date(anchor).toISOString()} in ${store.name} at ${store.url}.`);
  console.log(`Presage workbench: http://${host === LOOPBACK ? 'localhost' : host}:${workbench.port}/d/presage-demo`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE';
  console.error(isTaken ? `Port ${values.port} is in use; choose another one with --port.` : error.message);
  process.exit(1);
});
