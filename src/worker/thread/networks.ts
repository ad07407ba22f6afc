import type { NetworkChannel, NetworkErrors } from '../../core/channels';
import { type Member, drivenMember } from '../../core/members';
import { type Infer, networkMember, stackedInputs } from '../../core/networks';
import type { ForecastOptions } from '../../core/options';
import type { Covariate } from '../../core/series';
import { createAnomalyLstm } from '../../engine/anomalyLstm';
import {
  type PretrainedLstm,
  createPretrainedForecaster,
  forecastQuantiles,
  loadPretrained,
} from '../../engine/pretrainedLstm';
import { onceLoaded } from '../once';

const pretrained = onceLoaded(async (): Promise<Member> => {
  const net = await loadPretrained();
  return networkMember('pretrained', await inferOf(net), stackedInputs());
});

/** The pre-trained LSTM as a member of the blend. None where its weights cannot be loaded; then the next call tries again. */
export function loadNetworks(): Promise<readonly Member[]> {
  return pretrained().then(
    (member) => [member],
    () => []
  );
}

/** In plain TypeScript where WebAssembly is refused. */
function inferOf(net: PretrainedLstm): Promise<Infer> {
  return createPretrainedForecaster(net).catch(
    (): Infer => (inputs) => inputs.map(({ encoder, decoder }) => forecastQuantiles(net, encoder, decoder))
  );
}

/** The LSTM of the anomaly detector, for the method that listens to it; it goes along a series once. */
export async function detectorNetwork({ anomalyMethod, seed }: ForecastOptions): Promise<NetworkChannel | undefined> {
  if (anomalyMethod !== 'sustained') {
    return undefined;
  }
  // Where WebAssembly is refused the other channels judge alone.
  const channel = await createAnomalyLstm(seed).catch(() => undefined);
  let errors: NetworkErrors | undefined;
  return channel && ((z, times, warmUp) => (errors ??= channel(z, times, warmUp)));
}

/** Members that need more than the series: those of the networks, and of covariates that are known ahead. */
export async function membersBeside(
  covariates: readonly Covariate[] | undefined,
  networks: () => Promise<readonly Member[]> = loadNetworks
): Promise<readonly Member[]> {
  const driven = drivenMember(covariates);
  return [...(await networks()), ...(driven ? [driven] : [])];
}
