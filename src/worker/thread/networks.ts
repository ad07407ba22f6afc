import type { Member } from '../../core/members';
import { type Infer, networkMember, stackedInputs } from '../../core/networks';
import {
  type PretrainedLstm,
  createPretrainedForecaster,
  forecastQuantiles,
  loadPretrained,
} from '../../engine/pretrainedLstm';

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
