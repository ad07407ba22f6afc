import { type Infer, NET_QUANTILES } from '../../core/networks';
import { PretrainedNetwork } from './network';
import type { PretrainedLstm } from './shape';
import { createTensorKernels } from './tensorKernels';
import { createWindows, ENCODER_SIZE } from './windows';

/** Lead times that are computed of each origin: as many as a member of the blend asks for at most. */
const LEADS = 24;

/**
 * Forecasts of a trained network on the WASM kernels, many origins at once, in single precision; `forecastQuantiles` is
 * its oracle.
 * @throws ForecastFailure `device-unavailable` without WASM or SIMD, or where a policy forbids WASM
 */
export async function createPretrainedForecaster(net: PretrainedLstm): Promise<Infer> {
  const network = new PretrainedNetwork(await createTensorKernels(), net, LEADS);
  const { leadFeatures } = net.shape;
  return (inputs) => {
    const windows = createWindows(inputs.length, LEADS, leadFeatures);
    inputs.forEach(({ encoder, decoder }, row) => {
      windows.encoder.set(encoder, row * ENCODER_SIZE);
      windows.decoder.set(decoder, row * LEADS * leadFeatures);
    });
    windows.count = inputs.length;
    const all = network.forecast(windows);
    const width = NET_QUANTILES.length;
    return inputs.map(({ base }, row) => all.subarray(row * LEADS * width, (row * LEADS + base.length) * width));
  };
}
