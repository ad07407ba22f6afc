import type { ForecastOptions } from '../../core/options';
import { type Device, type Engine, deviceFailed } from '../model';
import { createReferenceEngine } from '../reference';

export interface EngineRow {
  /** Loads and starts the engine. */
  start(): Promise<Engine>;
}

/** One engine per device, for the LSTM. */
export const engineTable: Readonly<Record<Device, EngineRow>> = {
  webgpu: { start: startWebgpu },
  webgl: { start: () => startTfjs('webgl') },
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
async function startTfjs(device: Device): Promise<Engine> {
  const { createTfjsEngine } = await import('../tfjs');
  return createTfjsEngine(device);
}

/** The networks of the option. */
export type NetworkName = ForecastOptions['network'];

/**
 * The engine of a device, started: one of our own for the LSTM, TensorFlow.js for the other networks.
 * @throws ForecastFailure `device-failed`, also where its chunk does not load
 */
export async function createEngine(device: Device, network: NetworkName = 'lstm'): Promise<Engine> {
  try {
    return await (network === 'lstm' ? engineTable[device].start() : startTfjs(device));
  } catch (error) {
    throw deviceFailed(device, error);
  }
}
