import { env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { Device } from '../model';
import { acquireGpu } from '../webgpu';
import type { LoadBackend } from './tfjsBackends';
import { turnBeforeProducts } from './wasmProducts';

declare const __webpack_public_path__: string | undefined;

/**
 * The folder that `webpack.config.ts` copies the WASM backend's binary into, named by its version: no browser shall run an
 * older one that it has kept. Undefined outside of webpack, where the backend looks beside itself.
 */
function bundledWasm(version: string): string | undefined {
  return typeof __webpack_public_path__ === 'string' ? `${__webpack_public_path__}tfjs-${version}/` : undefined;
}

/** Every backend of TensorFlow.js, each a chunk of its own. */
const loaders: Readonly<Record<Device, (folder?: string) => Promise<string>>> = {
  async webgpu() {
    // On the device of our own engine. Asked first: TensorFlow.js would not look whether there is an adapter.
    const { device, info } = await acquireGpu();
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    removeBackend('webgpu');
    registerBackend('webgpu', () => new WebGPUBackend(device, info));
    return 'TensorFlow.js on WebGPU';
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
    return 'TensorFlow.js on WebGL';
  },
  async wasm(folder) {
    const { setWasmPaths, version_wasm: version } = await import('@tensorflow/tfjs-backend-wasm');
    turnBeforeProducts();
    // Threads need a cross-origin isolated page, which Grafana is not; without this their file would be asked for.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const found = folder ?? bundledWasm(version);
    if (found !== undefined) {
      setWasmPaths(found);
    }
    return 'TensorFlow.js on WASM';
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return 'TensorFlow.js on CPU';
  },
};

/**
 * The loader of a device's backend.
 * @param folder for `wasm`: where the files tfjs-backend-wasm*.wasm are served from, ending in a slash
 */
export function loaderOf(device: Device, folder?: string): LoadBackend {
  return () => loaders[device](folder);
}
