import fs from 'node:fs';
import path from 'node:path';
import { apiRoutes, createState } from './api';
import { bundleHost } from './bundle';
import { grafanaOf } from './grafana';
import { listen, type Call, type Routes } from './http';
import { ROOT } from './paths';
import { servePage } from './page';
import { sendFile, servePluginFile } from './plugins';

export interface WorkbenchOptions {
  port: number;
  host: string;
  /** serve Grafana's default content security policy */
  csp: boolean;
  role: string;
  /** version of the Grafana whose packages are hosted */
  grafana: string;
  /** where the data sources' urls point: PRESAGE_PROMETHEUS_URL */
  env: NodeJS.ProcessEnv;
  /** more paths: the demo's exporter, the faults */
  routes: Routes;
}

const MODULES = path.join(ROOT, 'node_modules');
const FONTS: Record<string, string> = {
  'inter/Inter-Regular.woff2': 'inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': 'inter/files/inter-latin-500-normal.woff2',
};
const MONOSPACE = 'roboto-mono/files/roboto-mono-latin-400-normal.woff2';

/** Icons of `@grafana/ui`; the one that Grafana keeps to itself lies here. */
function serveIcon(call: Call, ui: string) {
  const own = path.join(__dirname, 'icons');
  const folder = fs.existsSync(path.join(own, call.rest)) ? own : path.join(ui, 'dist/public/img/icons');
  sendFile(call, folder, call.rest);
}

/** Starts the workbench's server; resolves with its port and a way to stop it. */
export async function startWorkbench({ port, host, csp, role, grafana, env, routes }: WorkbenchOptions) {
  const { version, ui, plugins } = grafanaOf(grafana);
  const bundle = await bundleHost({ version, ui, plugins });
  const state = createState(env, role, version);
  const { server, port: bound } = await listen(
    {
      ...apiRoutes(state),
      ...routes,
      '/public/plugins/': servePluginFile,
      '/public/build/img/icons/': (call) => serveIcon(call, ui),
      '/public/fonts/': (call) => sendFile(call, path.join(MODULES, '@fontsource'), FONTS[call.rest] ?? MONOSPACE),
      '/workbench/': (call) => sendFile(call, bundle, call.rest),
      '/': (call) => servePage(call, state, csp),
    },
    port,
    host
  );
  return { port: bound, stop: () => server.close() };
}
