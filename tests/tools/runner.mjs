/** Builds the runner into one file, `dist-runner/presage.mjs`, which needs Node and nothing else. */
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
  // Native code that msgpackr uses where it finds it, and does without.
  external: ['msgpackr-extract'],
  logLevel: 'warning',
});
