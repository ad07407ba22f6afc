import type { Device, Engine } from '../../../src/engine/model/engine';
import { createEngine } from '../../../src/engine/devices/registry';

/** Starts the product's engine of a device. @throws Error where that is TensorFlow.js, which is what we compare with */
export async function startEngine(device: Device): Promise<Engine> {
  const engine = await createEngine(device);
  if (engine.name.startsWith('TensorFlow.js')) {
    engine.dispose();
    throw new Error(`there is no engine of our own on ${device}`);
  }
  return engine;
}
