import { parseArgs } from 'node:util';
import { startEmbeddedPrometheus } from './prometheus/embeddedPrometheus';
import { serveFault } from './prometheus/faults';
import { writeExposition } from './prometheus/openMetrics';
import { hasPrometheus, startPrometheus } from './prometheus/realPrometheus';
import { MINUTE, createScenarios, historyStart } from './scenarios';
import { GRAFANAS } from './server/grafana';
import { LOOPBACK, isFree, send, type Routes } from './server/http';
import { startWorkbench } from './server/workbench';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string', default: LOOPBACK },
    anchor: { type: 'string' },
    embedded: { type: 'boolean', default: false },
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

/** With `--anchor` the history ends there for good; without, it ends now and live samples follow. */
async function main() {
  const anchor = readAnchor();
  const isLive = values.anchor === undefined;
  const scenarios = createScenarios(anchor);
  const end = () => (isLive ? thisMinute() : anchor);
  const port = await choosePort();
  const isReal = !values.embedded && (await hasPrometheus());
  const prometheus = isReal
    ? await startPrometheus({ scenarios, anchor, end: anchor, scrape: isLive ? `${LOOPBACK}:${port}` : undefined })
    : await startEmbeddedPrometheus({ scenarios, start: historyStart(anchor), end });
  const routes: Routes = {
    '/demo/metrics': ({ response }) =>
      send(response, 200, 'text/plain; version=0.0.4', writeExposition(scenarios, Date.now())),
    '/faults/': serveFault,
  };
  const env = { ...process.env, PRESAGE_PROMETHEUS_URL: prometheus.url };
  const { host, csp, role, grafana } = values;
  const workbench = await startWorkbench({ port, host, csp, role, grafana, env, routes }).catch((error: Error) => {
    prometheus.stop();
    throw error;
  });
  const stop = () => {
    workbench.stop();
    prometheus.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const behind = isReal ? `a real Prometheus at ${prometheus.url}` : 'the embedded server';
  console.log(`30 days of history up to ${new Date(anchor).toISOString()} in ${behind}.`);
  console.log(`Presage workbench: http://${host === LOOPBACK ? 'localhost' : host}:${workbench.port}/d/presage-demo`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE';
  console.error(isTaken ? `Port ${values.port} is in use; choose another one with --port.` : error.message);
  process.exit(1);
});
