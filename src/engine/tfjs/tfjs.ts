import { phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import { type Device, type Engine, type ModelShape, type NetworkOptions, checkNetwork, deviceFailed } from '../model';
import { importedParameters, isImportedShape } from '../imported';
import { checkAttention, isLayersShape, parameterCount } from '../networks';
import type { Computation } from './computation';
import { lstmComputation } from './lstmComputation';
import { loaderOf } from './loaders';
import { selectBackend, startBackend, stopBackend, type LoadBackend } from './tfjsBackends';
import { TfjsNetwork } from './tfjsNetwork';

/**
 * The engine on TensorFlow.js: the LSTM, in the plugin on WebGL alone, and the networks of layers on every device.
 * Import this module dynamically: it brings TensorFlow.js' core with it; backend and layers follow in chunks of their
 * own. One engine a device at a time: TensorFlow.js has one backend of a kind.
 *
 * @param load loads the backend of the device, by default from the bundle
 * @throws ForecastFailure `device-failed`
 */
export async function createTfjsEngine(device: Device, load: LoadBackend = loaderOf(device)): Promise<Engine> {
  const { name, lost } = await startBackend(device, load);
  return {
    device,
    name,
    async create(shape, weights, data, options) {
      checkNetwork(shape, weights, data, options, isImportedShape(shape) ? importedParameters : parameterCount);
      const computation = await computationOf(device, shape, options);
      return new TfjsNetwork(device, lost, shape, computation, weights, data, options);
    },
    dispose: () => stopBackend(device),
  };
}

async function computationOf(device: Device, shape: ModelShape, options: NetworkOptions): Promise<Computation> {
  if (!isLayersShape(shape) && !isImportedShape(shape)) {
    return lstmComputation(shape, options);
  }
  const { dropout = 0, loss, batchSize } = options;
  if (dropout > 0) {
    const why = phrase('not 0, the only one for a network of layers');
    throw new ForecastFailure({ kind: 'invalid-option', option: 'dropout', why, value: String(dropout) });
  }
  if (shape.network === 'transformer') {
    checkAttention(shape, batchSize);
  }
  try {
    const { layersComputation } = await import('./layersComputation');
    selectBackend(device);
    return layersComputation(shape, loss);
  } catch (error) {
    throw deviceFailed(device, error);
  }
}
