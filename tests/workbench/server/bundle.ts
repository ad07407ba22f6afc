import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { removeOld, touch } from './cache';
import type { Grafana } from './grafana';
import { CACHE, ROOT } from './paths';

const HOST = path.join(ROOT, 'tests/workbench/host');

/** What the bundle is made of: the host's own files and the versions of the packages. */
function fingerprint({ version }: Grafana): string {
  const hash = createHash('sha256').update(version);
  const files = fs.readdirSync(HOST, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of [
    ...files.map((name) => path.join(HOST, name)),
    path.join(ROOT, 'package-lock.json'),
    __filename,
    path.join(__dirname, 'grafana.ts'),
  ]) {
    if (fs.statSync(file).isFile()) {
      hash.update(file).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Bundles the host page with the packages of a Grafana, unless its bundle is there already; resolves with the folder of
 * `host.js` and its chunks.
 */
export async function bundleHost(grafana: Grafana): Promise<string> {
  const folder = path.join(CACHE, 'workbench');
  const outdir = path.join(folder, fingerprint(grafana));
  if (fs.existsSync(path.join(outdir, 'host.js'))) {
    touch(outdir);
    return outdir;
  }
  removeOld(folder);
  const working = `${outdir}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: { host: path.join(HOST, 'index.ts') },
    outdir: working,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    sourcemap: 'linked',
    target: 'es2022',
    define: {
      'process.env.NODE_ENV': '"production"',
      global: 'globalThis',
      // What is bundled is CommonJS, even where SystemJS offers an AMD loader before it runs.
      'define.amd': 'undefined',
    },
    alias: { '@grafana/plugin-compat/datasources': path.join(HOST, 'services/pluginCompat.ts') },
    plugins: grafana.plugins,
    loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file', '.svg': 'text' },
    publicPath: '/workbench',
    logLevel: 'error',
  });
  try {
    fs.renameSync(working, outdir);
  } catch (error) {
    // Another server made the same bundle meanwhile.
    if (!fs.existsSync(path.join(outdir, 'host.js'))) {
      throw error;
    }
    fs.rmSync(working, { recursive: true });
  }
  return outdir;
}
