/**
 * What a fresh machine lacks: npm packages, the build, a Chromium, a Prometheus. Plain Node without packages. Each
 * `ensure...` does nothing where all is there, says what it does where it is not, and ends the process with a
 * sentence where it cannot help.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cache = path.join(root, '.cache');
const isRoot = process.getuid?.() === 0;

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command with its output shown. @returns {boolean} whether it went well */
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0;

/** @returns {boolean} whether the program can be run */
const works = (command, args = ['--version']) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

export function ensureNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    fail(`Presage needs Node 20 or newer; this is ${process.version}.`);
  }
}

/** @returns {boolean} whether every package of the lock file is installed in its version */
function hasNodeModules() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) {
    return false;
  }
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = read(installed);
  return Object.entries(read(path.join(root, 'package-lock.json'))).every(
    ([name, wanted]) => name === '' || wanted.optional || wanted.link || have[name]?.version === wanted.version
  );
}

export function ensureNodeModules() {
  ensureNode();
  if (hasNodeModules()) {
    return;
  }
  console.log('Installing npm packages; this takes a minute or two.');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    fail('npm could not install the packages; its message stands above.');
  }
}

/** All files below `from`, in a stable order. */
function filesBelow(from) {
  const full = path.join(root, from);
  if (!existsSync(full)) {
    return [];
  }
  if (!statSync(full).isDirectory()) {
    return [full];
  }
  return readdirSync(full, { recursive: true })
    .map((name) => path.join(full, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** Changes with anything that goes into `dist/`. */
function buildFingerprint() {
  const hash = createHash('sha256');
  const inputs = ['src', '.config', 'webpack.config.ts', 'package.json', 'package-lock.json', 'plugin.json'];
  for (const file of inputs.flatMap(filesBelow)) {
    if (!/\.test\.tsx?$/.test(file)) {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

const stamp = path.join(cache, 'built');

/** Notes what `dist/` was built from. After every build (`postbuild`): it generates the WASM kernels into `src`. */
export function stampBuild() {
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, buildFingerprint());
}

export function ensureBuild() {
  const isFresh = () =>
    existsSync(path.join(root, 'dist/plugin.json')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === buildFingerprint();
  if (isFresh()) {
    return;
  }
  console.log('Building the plugin; this takes about a minute.');
  if (!run('npm', ['run', '--silent', 'build', '--', '--stats=errors-only'])) {
    fail('The plugin does not build; the messages stand above.');
  }
}

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string | undefined} path of a Chromium: `CHROMIUM_PATH`, or the first one on the machine */
export function findChromium() {
  const places = (process.env.PATH ?? '').split(path.delimiter);
  const found = CHROMIUMS.flatMap((name) => places.map((place) => path.join(place, name)));
  return [process.env.CHROMIUM_PATH, ...found].find((file) => file && existsSync(file));
}

/** @returns {boolean} whether apt installed the packages */
function aptInstall(...packages) {
  if (!isRoot || !works('apt-get')) {
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', '-qq', ...packages], { env });
  return install() || (run('apt-get', ['update', '-qq'], { env }) && install());
}

/** @returns {string} path of a Chromium */
export function ensureChromium() {
  if (!findChromium()) {
    console.log('Installing Chromium for the browser tests.');
    aptInstall('chromium');
  }
  return (
    findChromium() ??
    fail('The browser tests need Chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.')
  );
}

/** Programs that this process starts find the libraries of an unpacked package. */
function findLibraries(folder) {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const found = names.filter((name) => /\.so\.\d/.test(name)).map((name) => path.join(folder, path.dirname(name)));
  const known = (process.env.LD_LIBRARY_PATH ?? '').split(path.delimiter).filter(Boolean);
  if (found.length > 0) {
    process.env.LD_LIBRARY_PATH = [...new Set([...known, ...found])].join(path.delimiter);
  }
}

/**
 * Puts programs of a Debian package on the PATH of this process and its children. Where they are not installed, the
 * package is fetched and unpacked into `.cache`: nothing is installed and no service starts.
 * @param {string[]} more packages that it cannot do without: tools, libraries
 * @returns {boolean} whether they are there
 */
function ensurePackage(name, programs, more = []) {
  const folder = path.join(cache, `${name}-package`);
  const has = () => programs.every((program) => works(program));
  process.env.PATH = `${process.env.PATH}${path.delimiter}${path.join(folder, 'usr/bin')}`;
  findLibraries(folder);
  if (has()) {
    return true;
  }
  if (!works('apt-get') || !works('dpkg-deb')) {
    return false;
  }
  console.log(`Fetching the ${name} of this Debian into .cache.`);
  mkdirSync(folder, { recursive: true });
  const download = () => run('apt-get', ['download', '-qq', name, ...more], { cwd: folder });
  const fetched = download() || (isRoot && run('apt-get', ['update', '-qq']) && download());
  const files = fetched ? readdirSync(folder).filter((one) => one.endsWith('.deb')) : [];
  const unpacked = files.every((file) => run('dpkg-deb', ['-x', path.join(folder, file), folder]));
  findLibraries(folder);
  return files.length > 0 && unpacked && has();
}

/** @returns {boolean} whether there is a Prometheus; without one the workbench has its embedded server */
export function ensurePrometheus({ required = false } = {}) {
  if (ensurePackage('prometheus', ['prometheus', 'promtool'])) {
    return true;
  }
  const how = 'install the programs prometheus and promtool (Debian: apt-get install prometheus)';
  if (required) {
    fail(`These tests need a real Prometheus: ${how}.`);
  }
  console.log(`No Prometheus here, so the workbench uses its embedded server. For a real one, ${how}.`);
  return false;
}

/** The tests against VictoriaMetrics are left out where there is none. */
export function ensureVictoriaMetrics() {
  if (!ensurePackage('victoria-metrics', ['victoria-metrics'])) {
    console.log('No VictoriaMetrics here: its tests are left out (Debian: apt-get install victoria-metrics).');
  }
}

export function ensureAlertmanager() {
  if (!ensurePackage('prometheus-alertmanager', ['prometheus-alertmanager'])) {
    fail('These tests need a real Alertmanager (Debian: apt-get install prometheus-alertmanager).');
  }
}

/** A Redis for the runner's queue. Its program is a link to one of its tools, and needs libraries that a bare system lacks. */
export function ensureRedis() {
  if (!ensurePackage('redis-server', ['redis-server'], ['redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1'])) {
    fail('These tests need a real Redis (Debian: apt-get install redis-server).');
  }
}
