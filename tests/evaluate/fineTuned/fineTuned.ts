import { createHistory } from '../../../src/core/history/history';
import type { Member, Path, Predictor } from '../../../src/core/members/member';
import { networkMember } from '../../../src/core/networks/networkMember';
import { fitSarx } from '../../../src/core/regression/sarx';
import { createExperts, stackedInputs } from '../../../src/core/networks/stackedInput';
import type { Series } from '../../../src/core/series/series';
import { createPretrainedForecaster } from '../../../src/engine/pretrainedLstm/forecaster';
import { fineTune } from './seriesNet';
import { loadPretrained } from '../../../src/engine/pretrainedLstm/weights/load';

/** Share of the history that it is tuned on, as the LSTM of the series. */
const TUNED = 0.7;

/**
 * The pre-trained LSTM after a few steps on the series. What it would have said in the part it was tuned on is unknown, so
 * that its share of the blend is earned on the rest.
 * @param end rows of the fit
 */
export async function fineTunedMember(
  series: Series,
  mask: Uint8Array,
  end: number,
  horizon: number,
  seed: number
): Promise<Member> {
  const history = createHistory(series, 'UTC', mask, end, true);
  const rows = { end: Math.floor(TUNED * end) };
  const experts = createExperts(history, horizon)(rows);
  const net = await fineTune(await loadPretrained(), { sarx: fitSarx(history, horizon, rows), rows, experts, seed });
  const member = networkMember('lstm', await createPretrainedForecaster(net), stackedInputs());
  const unknown: Path = { point: new Float64Array(horizon).fill(NaN) };
  return {
    ...member,
    create(past, steps) {
      const fit = member.create(past, steps);
      return (known, sarx = () => fitSarx(past, steps, known)) => {
        const predict = fit?.(known, sarx);
        const all = (origins: Int32Array) => Array.from(origins, (t) => (t < rows.end ? unknown : predict!(t)));
        return predict && (Object.assign((origin: number) => all(Int32Array.of(origin))[0], { all }) as Predictor);
      };
    },
  };
}
