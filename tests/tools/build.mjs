/**
 * `build.mjs ensure` builds the plugin unless `dist/` is what the sources make; `build.mjs stamp`, after every build,
 * notes what `dist/` was made from.
 */
import { ensureBuild, stampBuild } from './install.mjs';

if (process.argv[2] === 'stamp') {
  stampBuild();
} else {
  ensureBuild();
}
