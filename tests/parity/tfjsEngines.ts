import { env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { Device, Engine } from '../../src/engine/model/engine';
import { createTfjsEngine } from '../../src/engine/tfjs/tfjs';
import { loadWebgl, type LoadBackend } from '../../src/engine/tfjs/tfjsBackends';
import { acquireGpu } from '../../src/engine/webgpu/gpuDevice';

/** The devices that TensorFlow.js has a backend for. */
export type TfjsDevice = Extract<Device, 'webgpu' | 'webgl' | 'wasm' | 'cpu'>;

/** Every backend of TensorFlow.js, to compare with. The plugin holds that of WebGL alone. */
const loaders: Record<TfjsDevice, (publicPath: string) => Promise<string>> = {
  async webgpu() {
    // On the device of our own engine. Asked first: TensorFlow.js would not look whether there is an adapter.
    const { device, info } = await acquireGpu();
    const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
    removeBackend('webgpu');
    registerBackend('webgpu', () => new WebGPUBackend(device, info));
    return 'TensorFlow.js on WebGPU';
  },
  webgl: loadWebgl,
  async wasm(publicPath) {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Threads need a cross-origin isolated page, which Grafana is not; without this their file would be asked for.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths(publicPath);
    const hasSimd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return `TensorFlow.js on WASM${hasSimd ? ' (SIMD)' : ''}`;
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    return 'TensorFlow.js on CPU';
  },
};

/**
 * The engine of TensorFlow.js on any device.
 * @param publicPath for `wasm`: where the files tfjs-backend-wasm*.wasm are served from, ending in a slash
 * @throws ForecastFailure `device-failed`
 */
export function startTfjs(device: TfjsDevice, publicPath = '/'): Promise<Engine> {
  const load: LoadBackend = () => loaders[device](publicPath);
  return createTfjsEngine(device, load);
}
