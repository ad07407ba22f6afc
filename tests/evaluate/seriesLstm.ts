import { knownPathsMember } from '../../src/core/forecaster/members/knownPaths';
import type { Member } from '../../src/core/forecaster/member';
import { defaultOptions } from '../../src/core/optionValues';
import { predictPaths, prepare } from '../../src/core/pipeline';
import type { Series } from '../../src/core/series';
import { createForecaster } from '../../src/engine/train';
import { createWasmEngine } from '../../src/engine/wasm';
import { trainAlone } from '../../src/worker/gather';
import { trainOptions } from '../../src/worker/job';

/**
 * The LSTM that the panel would train on the rows before `end`, with the default options but for the horizon and the
 * seed, and what it forecasts from the origins that it has not trained on.
 * @param horizon a duration
 */
export async function trainSeriesLstm(series: Series, end: number, horizon: string, seed: number): Promise<Member> {
  const options = { ...defaultOptions(), horizon, seed };
  const engine = await createWasmEngine();
  const past = prepare({ ...series, values: series.values.slice(0, end) }, options, 'UTC');
  const { signal } = new AbortController();
  const { trained } = await trainAlone(engine, past.shape, past, trainOptions(options), {
    signal,
    onProgress: () => {},
  });
  const forecaster = await createForecaster(engine, trained);
  const present = prepare(series, options, 'UTC', past.context);
  const paths = await predictPaths(present, (inputs, origins) => forecaster.forecast(inputs, origins), present.mask);
  forecaster.dispose();
  engine.dispose();
  return knownPathsMember('lstm', paths);
}
