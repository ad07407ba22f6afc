import { parseArgs } from 'node:util';
import { writeExposition } from './prometheus/openMetrics';
import { hasPrometheus, startPrometheus } from './prometheus/realPrometheus';
import { createScenarios } from './scenarios';
import { MINUTE } from './scenarios/calendar';
import { LOOPBACK, send, type Routes } from './server/http';
import { startWorkbench } from './server/workbench';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    host: { type: 'string', default: LOOPBACK },
    anchor: { type: 'string' },
    embedded: { type: 'boolean', default: false },
    csp: { type: 'boolean', default: false },
    role: { type: 'string', default: 'Admin' },
  },
});

/** With `--anchor` the history ends there for good; without, it ends now and live samples follow. */
async function main() {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const anchor = values.anchor ? Date.parse(values.anchor) : now;
  if (Number.isNaN(anchor)) {
    throw new Error(`invalid --anchor; not an ISO time: ${values.anchor}`);
  }
  const live = values.anchor === undefined;
  const scenarios = createScenarios(anchor);
  const port = Number(values.port);
  const routes: Routes = {
    '/demo/metrics': ({ response }) =>
      send(response, 200, 'text/plain; version=0.0.4', writeExposition(scenarios, Date.now())),
  };
  const scrape = live ? `${LOOPBACK}:${port}` : undefined;
  if (!(await hasPrometheus())) throw new Error('no prometheus');
  const prometheus = await startPrometheus({ scenarios, anchor, end: anchor, scrape });
  const workbench = await startWorkbench({
    port,
    host: values.host,
    csp: values.csp,
    role: values.role,
    env: { ...process.env, PRESAGE_PROMETHEUS_URL: prometheus.url },
    routes,
  });
  const stop = () => {
    workbench.stop();
    prometheus.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(`Presage workbench: http://${values.host === LOOPBACK ? 'localhost' : values.host}:${workbench.port}/`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
