/**
 * `npm run validate`: the rules of Grafana's plugin catalogue that can be checked without it, over the built plugin
 * in `dist` and over `src`; and what this bundle's worker needs (see webpack.config.ts). Run `npm run build` before.
 *
 * Each rule is a function that yields one sentence for each fault it finds.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { checkSizes } from './bundleSize.mjs';

const APP = 'presage-forecast-app';
const FOLDERS = ['', 'datasource', 'panel'];
const WORKER = 'panel/forecast.worker.js';
const ID = /^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/;
/** Screenshots lie in the archive that every installation downloads. */
const LARGEST_IMAGE = 500_000;
const LICENCES = ['Apache-2.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause'];

/** What must not stand in our source; `why` completes "file:line: why". */
const FORBIDDEN = [
  { pattern: /\.(css|scss|sass|less)['"]/, why: 'imports a style sheet' },
  { pattern: /<Global\b/, why: 'styles the whole page with <Global>' },
  { pattern: /(^|[^.\w])(alert|confirm|prompt)\(/, why: 'opens a dialogue of the browser' },
  { pattern: /window\.open\((?!.*noopener)/, why: 'opens a window without noopener' },
  { pattern: /\bconsole\./, why: 'writes to the console' },
  { pattern: /gf-form/, why: "uses Grafana's old form classes" },
  { pattern: /window\.location\.href/, why: 'reads or sets window.location.href' },
  { pattern: /@ts-(ignore|nocheck)/, why: 'silences the type checker' },
  { pattern: /\/api\/ds\/query/, why: "bypasses the data source's own query" },
];

const TRACKERS = [
  'google-analytics.com',
  'googletagmanager.com',
  'segment.io',
  'segment.com',
  'mixpanel.com',
  'hotjar.com',
  'amplitude.com',
  'fullstory.com',
  'posthog.com',
  'rudderstack.com',
  'sentry.io',
];

/** The rules. @param {string} root the repository */
export function* validate(root) {
  const dist = path.join(root, 'dist');
  if (!existsSync(path.join(dist, 'plugin.json'))) {
    yield 'dist/plugin.json does not exist: run `npm run build` first';
    return;
  }
  yield* checkManifests(root, dist);
  yield* checkDocuments(root, dist);
  yield* checkSource(root);
  yield* checkModules(root, dist);
  yield* checkWorker(dist);
  yield* checkStrays(dist);
  yield* checkSizes(dist);
}

function* checkManifests(root, dist) {
  const { version } = readJson(path.join(root, 'package.json'));
  const app = readJson(path.join(dist, 'plugin.json'));
  if (app.id !== APP) {
    yield `dist/plugin.json: the id is ${app.id}, not ${APP}`;
  }
  const included = (app.includes ?? []).map((include) => include.path).filter(Boolean);
  for (const folder of FOLDERS) {
    const name = path.posix.join('dist', folder, 'plugin.json');
    const manifest = readJson(path.join(root, name));
    const { id, type, info = {}, dependencies = {} } = manifest;
    if (!ID.test(id) || !id.endsWith(`-${type}`)) {
      yield `${name}: the id ${id} is not of the form organisation-name-${type}`;
    }
    for (const field of ['name', 'info', 'dependencies', 'type']) {
      if (!manifest[field]) {
        yield `${name}: ${field} is missing`;
      }
    }
    if (info.version !== version) {
      yield `${name}: version ${info.version} is not that of package.json, ${version}`;
    }
    if (!/^\d{4}-\d\d-\d\d$/.test(info.updated ?? '')) {
      yield `${name}: updated is not a date: ${info.updated}`;
    }
    if (!info.description || !info.author?.name || !(info.keywords?.length > 0)) {
      yield `${name}: description, author or keywords are missing`;
    }
    if (dependencies.grafanaDependency !== app.dependencies.grafanaDependency) {
      yield `${name}: grafanaDependency differs from the app's`;
    }
    if (/%[A-Z_]+%/.test(JSON.stringify(manifest))) {
      yield `${name}: a placeholder was not replaced`;
    }
    if (folder && !included.includes(`${folder}/plugin.json`)) {
      yield `dist/plugin.json: does not include ${folder}/plugin.json`;
    }
    if (folder === '' && !(info.screenshots?.length > 0)) {
      yield `${name}: there are no screenshots`;
    }
    yield* checkImages(path.join(dist, folder), name, info);
  }
}

function* checkImages(folder, name, { logos = {}, screenshots = [] }) {
  for (const size of ['small', 'large']) {
    if (!logos[size]) {
      yield `${name}: there is no ${size} logo`;
    }
  }
  for (const { name: title, path: image } of screenshots) {
    if (!title || !image) {
      yield `${name}: a screenshot without a name or a path`;
    }
  }
  for (const image of [logos.small, logos.large, ...screenshots.map((screenshot) => screenshot.path)]) {
    if (image && (/^(https?:|\/)/.test(image) || !existsSync(path.join(folder, image)))) {
      yield `${name}: the image ${image} is not a file beside it`;
    } else if (image && statSync(path.join(folder, image)).size > LARGEST_IMAGE) {
      yield `${name}: the image ${image} is larger than ${LARGEST_IMAGE} bytes`;
    }
  }
}

function* checkDocuments(root, dist) {
  const { license } = readJson(path.join(root, 'package.json'));
  if (!LICENCES.includes(license)) {
    yield `package.json: the licence ${license} is not one the catalogue accepts`;
  }
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE']) {
    if (!existsSync(path.join(dist, file)) || readText(path.join(dist, file)).trim().length < 100) {
      yield `dist/${file} is missing or all but empty`;
    }
  }
  if (/[{[](yyyy|year|fullname|name of copyright owner)[}\]]/i.test(readText(path.join(dist, 'LICENSE')))) {
    yield 'dist/LICENSE: a placeholder stands for the year or the owner';
  }
  const readme = readText(path.join(dist, 'README.md'));
  for (const [, target] of readme.matchAll(/\]\(([^)\s]+)/g)) {
    if (!/^(https:\/\/|#|mailto:)/.test(target)) {
      yield `dist/README.md: the link ${target} is not absolute`;
    }
  }
}

function* checkSource(root) {
  for (const file of filesUnder(path.join(root, 'src'))) {
    const name = path.relative(root, file);
    const isCode = /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file);
    if (file.endsWith('.svg') && /<script|\son\w+=|javascript:/i.test(readText(file))) {
      yield `${name}: an image with a script`;
    }
    const lines = isCode ? readText(file).split('\n') : [];
    for (const [index, line] of lines.entries()) {
      for (const { why } of FORBIDDEN.filter(({ pattern }) => pattern.test(line))) {
        yield `${name}:${index + 1}: ${why}`;
      }
    }
  }
}

function* checkModules(root, dist) {
  for (const file of [...FOLDERS.map((folder) => path.posix.join(folder, 'module.js')), WORKER]) {
    if (!existsSync(path.join(dist, file)) || !existsSync(path.join(dist, `${file}.map`))) {
      yield `dist/${file} or its source map does not exist`;
      continue;
    }
    yield* checkSourceMap(root, path.join(dist, `${file}.map`), `dist/${file}.map`);
  }
  for (const file of filesUnder(dist).filter((each) => each.endsWith('.js'))) {
    const name = path.relative(root, file);
    const text = readText(file);
    for (const tracker of TRACKERS.filter((host) => text.includes(host))) {
      yield `${name}: names the tracker ${tracker}`;
    }
    for (const chunk of chunksOf(text).filter((each) => !existsSync(path.join(dist, each)))) {
      yield `${name}: its lazy chunk dist/${chunk} does not exist`;
    }
  }
}

/** The catalogue builds the plugin from its source: what is in the map must be what is in `src`. */
function* checkSourceMap(root, file, name) {
  const { sources, sourcesContent } = readJson(file);
  const own = sources.map((source, index) => ({ source: ownPath(source), text: sourcesContent[index] }));
  const known = own.filter(({ source }) => source !== undefined);
  if (known.length === 0) {
    yield `${name}: holds no file of src`;
  }
  for (const { source, text } of known) {
    if (!existsSync(path.join(root, 'src', source)) || readText(path.join(root, 'src', source)) !== text) {
      yield `${name}: src/${source} is not as it was built`;
    }
  }
}

/** `webpack://presage-forecast-app/./panel/x.ts` -> `panel/x.ts`; undefined for what is not ours. */
function ownPath(source) {
  return /^webpack:\/\/[^/]+\/\.\/([^?]+\.tsx?)$/.exec(source)?.[1];
}

/**
 * Names of the lazy chunks in webpack's runtime: `e=>e+".js?_cache="+{148:"6aec...",...}[e]`, where a chunk with a name is
 * `(24===e?"holidays":e)`, or one of several in `({24:"holidays",...}[e]||e)`.
 */
function chunksOf(text) {
  const [, naming, table] = /=>([^=]*(?:===[^=]*)?)\+"\.js\?_cache="\+\{([^}]*)\}/.exec(text) ?? ['', '', ''];
  const names = new Map(
    [...naming.matchAll(/"?([\w-]+)"?(?:===\w+\?|:)"([\w-]+)"/g)].map(([, chunk, name]) => [chunk, name])
  );
  return [...table.matchAll(/"?([\w-]+)"?:"[0-9a-f]+"/g)].map(([, chunk]) => `${names.get(chunk) ?? chunk}.js`);
}

/** Runs the worker's script as a worker would: no AMD loader, no window, nothing of Grafana. */
function* checkWorker(dist) {
  const sent = [];
  const self = { postMessage: (message) => sent.push(message), navigator: { userAgent: 'Validator' } };
  const scope = vm.createContext({ self, AbortController, performance });
  try {
    vm.runInContext(readText(path.join(dist, WORKER)), scope, { filename: WORKER });
    self.onmessage({ data: { type: 'start', publicPath: 'https://grafana.example/public/plugins/presage/' } });
  } catch (error) {
    yield `dist/${WORKER}: does not run as a plain script: ${error}`;
    return;
  }
  if (sent[0]?.type !== 'ready') {
    yield `dist/${WORKER}: does not answer to its first message`;
  }
}

/** The one WASM file that is fetched by its name; our own WASM is in its chunk. */
const FETCHED = /^tfjs-[\d.]+\/tfjs-backend-wasm-simd\.wasm$/;

/** Files that belong to development only, or that nothing in the plugin loads. */
function* checkStrays(dist) {
  for (const file of filesUnder(dist)) {
    const name = path.relative(dist, file);
    if (/(^|\/)(tsconfig|package)[^/]*\.json$|\.test\.|\.tsbuildinfo$|\.wasm$/.test(name) && !FETCHED.test(name)) {
      yield `dist/${name} has no place in the plugin`;
    }
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(file) : [file];
  });
}
const readText = (file) => readFileSync(file, 'utf8');
const readJson = (file) => JSON.parse(readText(file));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = [...validate(process.argv[2] ?? path.resolve(path.dirname(process.argv[1]), '../..'))];
  faults.forEach((fault) => console.error(fault));
  console.log(faults.length === 0 ? 'The plugin keeps the rules.' : `${faults.length} rules broken.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
