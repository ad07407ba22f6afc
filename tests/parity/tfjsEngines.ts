import type { Device, Engine } from '../../src/engine/model/engine';
import { loaderOf } from '../../src/engine/tfjs/loaders';
import { createTfjsEngine } from '../../src/engine/tfjs/tfjs';

/**
 * The engine of TensorFlow.js on any device.
 * @param publicPath for `wasm`: where the files tfjs-backend-wasm*.wasm are served from, ending in a slash
 * @throws ForecastFailure `device-failed`
 */
export function startTfjs(device: Device, publicPath = '/'): Promise<Engine> {
  return createTfjsEngine(device, loaderOf(device, publicPath));
}
