import { type Device, type Engine, deviceFailed } from '../model';
import { createReferenceEngine } from '../reference';

export interface EngineRow {
  /** Loads and starts the engine. */
  start(): Promise<Engine>;
}

/** One engine per device. */
export const engineTable: Readonly<Record<Device, EngineRow>> = {
  webgpu: { start: startWebgpu },
  webgl: { start: startWebgl },
  wasm: { start: startWasm },
  cpu: { start: async () => createReferenceEngine() },
};

async function startWasm(): Promise<Engine> {
  const { createWasmEngine } = await import('../wasm');
  return createWasmEngine();
}

async function startWebgpu(): Promise<Engine> {
  const { createWebgpuEngine } = await import('../webgpu');
  return createWebgpuEngine();
}

/** Loaded when it is first wanted: TensorFlow.js is many times larger than all the rest. */
async function startWebgl(): Promise<Engine> {
  const { createWebglEngine } = await import('../tfjs');
  return createWebglEngine();
}

/** The engine of a device, started. @throws ForecastFailure `device-failed`, also where its chunk does not load */
export async function createEngine(device: Device): Promise<Engine> {
  try {
    return await engineTable[device].start();
  } catch (error) {
    throw deviceFailed(device, error);
  }
}
