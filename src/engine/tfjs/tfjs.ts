import { checkNetwork } from '../model/dataset';
import type { Device, Engine } from '../model/engine';
import { startBackend, stopBackend } from './tfjsBackends';
import { TfjsNetwork } from './tfjsNetwork';

/**
 * The engine on TensorFlow.js: in the plugin that of the GPUs alone. On `wasm` and `cpu`, where our own engines are
 * faster, it is one more to compare them with. Import this module dynamically: it brings TensorFlow.js' core with it,
 * and the backend follows in a chunk of its own. One engine a device at a time: TensorFlow.js has one backend of a
 * kind.
 *
 * @param publicPath for `wasm`: where the files tfjs-backend-wasm*.wasm are served from, ending in a slash
 * @throws ForecastFailure `device-failed`
 */
export async function createTfjsEngine(device: Device, { publicPath = '/' } = {}): Promise<Engine> {
  const { name, lost } = await startBackend(device, publicPath);
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
