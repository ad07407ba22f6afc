import type { Device, Engine } from '../../../src/engine/engine';
import { createEngine } from '../../../src/engine/registry';

/** What `startEngine` throws where the device has no engine of ours. */
export const NO_ENGINE = 'there is no engine of our own on';

/** Starts the product's engine of a device. @throws Error `NO_ENGINE` where that is TensorFlow.js */
export async function startEngine(device: Device): Promise<Engine> {
  const engine = await createEngine(device);
  if (engine.name.startsWith('TensorFlow.js')) {
    engine.dispose();
    throw new Error(`${NO_ENGINE} ${device}`);
  }
  return engine;
}
