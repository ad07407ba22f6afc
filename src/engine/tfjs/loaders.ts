import { env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { Device } from '../model';
import { acquireGpu } from '../webgpu';
import type { LoadBackend } from './tfjsBackends';

declare const __webpack_public_path__: string | undefined;

/** The folder of the bundle, into which `webpack.config.ts` copies the WASM backend's binary; none outside of webpack. */
const bundleFolder = () => (typeof __webpack_public_path__ === 'string' ? __webpack_public_path__ : undefined);

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
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Threads need a cross-origin isolated page, which Grafana is not; without this their file would be asked for.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (folder !== undefined) {
      setWasmPaths(folder);
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
  return () => loaders[device](folder ?? bundleFolder());
}
