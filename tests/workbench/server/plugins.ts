import fs from 'node:fs';
import path from 'node:path';
import { send, sendJson, type Call } from './http';
import { DIST } from './paths';

/** A guard of the data-source proxy, from plugin.json. */
export interface ProxyRoute {
  path: string;
  method?: string;
  reqRole?: string;
}

export interface PluginManifest {
  id: string;
  type: 'app' | 'panel' | 'datasource';
  name: string;
  info: { logos: { small: string; large: string }; version: string; [key: string]: unknown };
  languages?: string[];
  routes?: ProxyRoute[];
  [key: string]: unknown;
}

export interface Plugin {
  /** where its files lie; a nested plugin's is a folder of the app's */
  folder: string;
  manifest: PluginManifest;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.md': 'text/markdown',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.html': 'text/html',
};

/** The app in `dist/` and the plugins nested in it. Read anew each time: a rebuild needs a reload, not a restart. */
export function readPlugins(dist = DIST): Plugin[] {
  const nested = fs
    .readdirSync(dist, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(dist, entry.name, 'plugin.json')))
    .map((entry) => path.join(dist, entry.name));
  return [dist, ...nested].map((folder) => ({
    folder,
    manifest: JSON.parse(fs.readFileSync(path.join(folder, 'plugin.json'), 'utf8')) as PluginManifest,
  }));
}

/** The meta data that Grafana's frontend gets: absolute logo urls, the module's url. */
export function pluginMeta({ manifest }: Plugin) {
  const baseUrl = `public/plugins/${manifest.id}`;
  const logo = (file: string) => `/${baseUrl}/${file}`;
  return {
    ...manifest,
    info: {
      ...manifest.info,
      logos: { small: logo(manifest.info.logos.small), large: logo(manifest.info.logos.large) },
    },
    module: `${baseUrl}/module.js`,
    translations: Object.fromEntries(
      (manifest.languages ?? []).map((language) => [language, `${baseUrl}/locales/${language}/${manifest.id}.json`])
    ),
    baseUrl,
    signature: 'unsigned',
    hideFromList: false,
    sort: 100,
    state: '',
    angular: { detected: false, hideDeprecation: false },
    loadingStrategy: 'script',
  };
}

/** Sends one file below `folder`; 404 for anything else. */
export function sendFile({ response }: Call, folder: string, file: string) {
  const full = path.join(folder, decodeURIComponent(file));
  if (!full.startsWith(folder + path.sep) || !fs.existsSync(full) || !fs.statSync(full).isFile()) {
    return sendJson(response, 404, { message: 'File not found' });
  }
  send(response, 200, TYPES[path.extname(full)] ?? 'application/octet-stream', fs.readFileSync(full));
}

/** `/public/plugins/<id>/<file>`: each id, nested or not, has its own folder, as Grafana serves them. */
export function servePluginFile(call: Call) {
  const [id, ...file] = call.rest.split('/');
  const plugin = readPlugins().find(({ manifest }) => manifest.id === id);
  if (!plugin) {
    return sendJson(call.response, 404, { message: 'Plugin not found' });
  }
  sendFile(call, plugin.folder, file.join('/'));
}
