import { type Device, type Engine, checkNetwork } from '../model';
import { loadWebgl, startBackend, stopBackend, type LoadBackend } from './tfjsBackends';
import { TfjsNetwork } from './tfjsNetwork';

/**
 * The engine on TensorFlow.js, in the plugin that of WebGL alone. Import this module dynamically: it brings
 * TensorFlow.js' core with it, and the backend follows in a chunk of its own. One engine a device at a time:
 * TensorFlow.js has one backend of a kind.
 *
 * @param load loads the backend of the device
 * @throws ForecastFailure `device-failed`
 */
export async function createTfjsEngine(device: Device, load: LoadBackend): Promise<Engine> {
  const { name, lost } = await startBackend(device, load);
  return {
    device,
    name,
    async create(shape, weights, data, options) {
      checkNetwork(shape, weights, data, options);
      return new TfjsNetwork(device, lost, shape, weights, data, options);
    },
    dispose: () => stopBackend(device),
  };
}

/** The engine on WebGL. @throws ForecastFailure `device-failed` */
export function createWebglEngine(): Promise<Engine> {
  return createTfjsEngine('webgl', loadWebgl);
}
