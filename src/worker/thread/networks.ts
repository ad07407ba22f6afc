import type { Member } from '../../core/members/member';
import { stackedInputs } from '../../core/networks/stackedInput';
import { networkMember, type Infer } from '../../core/networks/networkMember';
import { createPretrainedForecaster } from '../../engine/pretrainedLstm/forecaster';
import { forecastQuantiles } from '../../engine/pretrainedLstm/forward';
import type { PretrainedLstm } from '../../engine/pretrainedLstm/shape';
import { loadPretrained } from '../../engine/pretrainedLstm/weights/load';

let loaded: Promise<readonly Member[]> | undefined;

/** The pre-trained LSTM as a member of the blend. None where its weights cannot be loaded; then the next call tries again. */
export function loadNetworks(): Promise<readonly Member[]> {
  loaded ??= loadPretrained().then(
    async (net) => [networkMember('pretrained', await inferOf(net), stackedInputs())],
    () => {
      loaded = undefined;
      return [];
    }
  );
  return loaded;
}

/** In plain TypeScript where WebAssembly is refused. */
function inferOf(net: PretrainedLstm): Promise<Infer> {
  return createPretrainedForecaster(net).catch(
    (): Infer => (inputs) => inputs.map(({ encoder, decoder }) => forecastQuantiles(net, encoder, decoder))
  );
}
