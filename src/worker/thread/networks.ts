import type { Member } from '../../core/members';
import { type Infer, networkMember, stackedInputs } from '../../core/networks';
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
