/**
 * Builds the runner into one file, `dist-runner/presage.mjs`, which needs Node and nothing else, and makes the folder a
 * package: `npm pack ./dist-runner` is what `npx` runs.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

await build({
  absWorkingDir: root,
  entryPoints: ['src/runner/main.ts'],
  outfile: 'dist-runner/presage.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  keepNames: true,
  // Packages written for `require` find it; a module has none.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as presageRequire } from 'node:module'; const require = presageRequire(import.meta.url);",
  },
  // The calendar of holidays asks it for no zone, so it does without the data of all (700 kB).
  alias: { 'moment-timezone': 'moment' },
  // Native code that msgpackr uses where it finds it, and does without.
  external: ['msgpackr-extract'],
  logLevel: 'warning',
});

const { version, license, engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const folder = path.join(root, 'dist-runner');
['LICENSE', 'NOTICE'].forEach((file) => fs.copyFileSync(path.join(root, file), path.join(folder, file)));
fs.writeFileSync(
  path.join(folder, 'package.json'),
  JSON.stringify(
    {
      ...{ name: 'presage', version, license, engines, type: 'module' },
      description: 'Forecasts and alerts of Presage while no browser is open',
      ...{ bin: { presage: 'presage.mjs' }, files: ['presage.mjs', 'NOTICE'] },
    },
    undefined,
    2
  )
);
