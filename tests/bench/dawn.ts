import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../tools/install.mjs';
import { runProcess } from './processes';

/** Dawn, Chromium's WebGPU, for Node: MIT and BSD. 132 MB for one row, so it is fetched when that row is run. */
const PACKAGE = 'webgpu@0.6.2';
const folder = path.join(root, '.cache/dawn');

/** Folder of the package, installed into `.cache` if it is not there. @throws Error where npm cannot */
export async function ensureDawn(): Promise<string> {
  const installed = path.join(folder, 'node_modules/webgpu');
  if (!existsSync(installed)) {
    mkdirSync(folder, { recursive: true });
    await runProcess('npm', ['install', '--prefix', folder, '--no-save', '--ignore-scripts', PACKAGE]).catch(() => {
      throw new Error(`npm could not fetch ${PACKAGE}, WebGPU for Node, into .cache/dawn`);
    });
  }
  return installed;
}
