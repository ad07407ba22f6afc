import {
  enableProdMode,
  env,
  findBackendFactory,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { ForecastFailure } from '../core/errors';
import type { Device } from './engine';

/** How to load each backend of TensorFlow.js: a chunk of its own, fetched when the device is first used. */
const loaders: Record<Device, (publicPath: string) => Promise<string>> = {
  async webgpu() {
    // TensorFlow.js asks for an adapter and uses it without looking whether it got one.
    if (!(await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' }))) {
      throw new Error('no WebGPU adapter');
    }
    await import('@tensorflow/tfjs-backend-webgpu');
    return 'TensorFlow.js on WebGPU';
  },
  async webgl() {
    await import('@tensorflow/tfjs-backend-webgl');
    return 'TensorFlow.js on WebGL';
  },
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
 * Loads and starts the backend; resolves with a name to show.
 * @param publicPath where the files tfjs-backend-wasm*.wasm are served from, ending in a slash
 * @throws ForecastFailure `device-failed`
 */
export async function startBackend(device: Device, publicPath: string): Promise<string> {
  try {
    enableProdMode();
    const name = await loaders[device](publicPath);
    if (!(await setBackend(device))) {
      throw new Error('the backend did not start');
    }
    return name;
  } catch (error) {
    throw deviceFailed(device, error);
  }
}

/**
 * Makes a started backend the one that runs the next operations. TensorFlow.js has one selected backend for the
 * whole page, so every stretch of operations selects its own first. For a started backend `setBackend` takes
 * effect before it returns; its promise is for the others.
 */
export function selectBackend(device: Device): void {
  void setBackend(device);
}

/** Frees the backend and all its tensors, and leaves it ready to be started again. */
export function stopBackend(device: Device): void {
  const start = findBackendFactory(device);
  if (start) {
    removeBackend(device);
    registerBackend(device, start);
  }
}

/** Turns what a backend threw into `device-failed`, and leaves our own errors as they are. */
export function deviceFailed(device: Device, error: unknown): ForecastFailure {
  if (error instanceof ForecastFailure) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ForecastFailure({ kind: 'device-failed', device, message });
}
