import { deviceFailed } from './deviceFailed';
import type { Device, Engine } from './engine';
import { createReferenceEngine } from './reference';

export interface EngineRow {
  /** Loads and starts the engine. */
  start(): Promise<Engine>;
}

/** One engine per device. */
export const engineTable: Readonly<Record<Device, EngineRow>> = {
  webgpu: { start: () => startTfjs('webgpu') },
  webgl: { start: () => startTfjs('webgl') },
  wasm: { start: startWasm },
  cpu: { start: async () => createReferenceEngine() },
};

async function startWasm(): Promise<Engine> {
  const { createWasmEngine } = await import('./wasm');
  return createWasmEngine();
}

/** Loaded when it is first wanted: TensorFlow.js is many times larger than all the rest. */
async function startTfjs(device: 'webgpu' | 'webgl'): Promise<Engine> {
  const { createTfjsEngine } = await import('./tfjs');
  return createTfjsEngine(device);
}

/** The engine of a device, started. @throws ForecastFailure `device-failed`, also where its chunk does not load */
export async function createEngine(device: Device): Promise<Engine> {
  try {
    return await engineTable[device].start();
  } catch (error) {
    throw deviceFailed(device, error);
  }
}
