import { deviceFailed } from './deviceFailed';
import type { Device, Engine, ModelShape } from './engine';
import { createReferenceEngine } from './reference';

export interface EngineRow {
  /** Loads and starts the engine. */
  start(): Promise<Engine>;
  /** Whether a network of this shape trains faster on it, on real hardware, than on WASM. */
  beatsWasm(shape: ModelShape): boolean;
}

/**
 * TensorFlow.js starts over a thousand kernels a step for what WASM computes in milliseconds. What our own kernels on a
 * GPU need has not been measured on one.
 */
const never = () => false;

/** One engine per device. */
export const engineTable: Readonly<Record<Device, EngineRow>> = {
  webgpu: { start: startWebgpu, beatsWasm: never },
  webgl: { start: startTfjs, beatsWasm: never },
  wasm: { start: startWasm, beatsWasm: never },
  cpu: { start: async () => createReferenceEngine(), beatsWasm: never },
};

async function startWasm(): Promise<Engine> {
  const { createWasmEngine } = await import('./wasm');
  return createWasmEngine();
}

async function startWebgpu(): Promise<Engine> {
  const { createWebgpuEngine } = await import('./webgpu/webgpuEngine');
  return createWebgpuEngine();
}

/** Loaded when it is first wanted: TensorFlow.js is many times larger than all the rest. */
async function startTfjs(): Promise<Engine> {
  const { createTfjsEngine } = await import('./tfjs');
  return createTfjsEngine('webgl');
}

/** The engine of a device, started. @throws ForecastFailure `device-failed`, also where its chunk does not load */
export async function createEngine(device: Device): Promise<Engine> {
  try {
    return await engineTable[device].start();
  } catch (error) {
    throw deviceFailed(device, error);
  }
}
