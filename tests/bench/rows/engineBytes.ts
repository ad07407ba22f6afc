import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { root } from '../../tools/install.mjs';
import type { Row } from '../row';

const LIMIT_KB = 25;

/** Source of a module for each part. */
const WASM = "export { createWasmEngine } from './src/engine/wasm/wasm'";
const WEBGPU = "export { createWebgpuEngine } from './src/engine/webgpu/webgpuEngine'";
const LOOP = "export { train, trainMany } from './src/engine/training/train'";
const PARTS = {
  'both engines and the training loop': [WASM, WEBGPU, LOOP].join('\n'),
  'WASM engine': WASM,
  'WebGPU engine': WEBGPU,
  'training loop': LOOP,
  'all that the worker can choose, the engine of the processor included': `${LOOP}\nexport * from './src/engine/devices/registry'`,
};

export const engineBytes: Row = {
  id: 'T10',
  what: 'bytes of the engine without TensorFlow.js, gzip',
  target: `<= ${LIMIT_KB} KB`,
  async run() {
    const sizes: Record<string, number> = {};
    for (const [name, source] of Object.entries(PARTS)) {
      sizes[name] = await bundledBytes(source);
    }
    const [[, all], ...others] = Object.entries(sizes);
    return {
      measured: kilobytes(all),
      isMet: all <= LIMIT_KB * 1000,
      isFar: all > LIMIT_KB * 1000,
      where: `esbuild, minified, kernels inlined; ${others.map(([name, size]) => `${name} ${kilobytes(size)}`).join('; ')}`,
      figures: { sizes },
    };
  },
};

/** A chunk of its own with TensorFlow.js, which the devices of our own never load. */
const withoutTfjsEngine: Plugin = {
  name: 'without the engine on TensorFlow.js',
  setup({ onResolve }) {
    onResolve({ filter: /\/tfjs\/tfjs$/ }, ({ path: name }) => ({ path: name, external: true }));
  },
};

async function bundledBytes(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.resolve(root), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external: ['@tensorflow/*'],
    plugins: [withoutTfjsEngine],
  });
  return gzipSync(outputFiles[0].contents).length;
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
