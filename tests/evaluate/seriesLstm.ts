import { knownPathsMember } from '../../src/core/members/knownPaths';
import type { Member } from '../../src/core/members/member';
import { defaultOptions } from '../../src/core/options/optionValues';
import { predictPaths } from '../../src/core/lstm/predictPaths';
import { createTrainingSet } from '../../src/core/lstm/trainingSet';
import type { Series } from '../../src/core/series/series';
import { createForecaster } from '../../src/engine/training/train';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { trainAlone } from '../../src/worker/thread/trainTogether';
import { trainOptions } from '../../src/worker/thread/job';

/**
 * The LSTM that the panel would train on the rows before `end`, with the default options but for the horizon and the
 * seed, and what it forecasts from the origins that it has not trained on.
 * @param horizon seconds
 */
export async function trainSeriesLstm(series: Series, end: number, horizon: number, seed: number): Promise<Member> {
  const options = { ...defaultOptions(), horizon, seed };
  const engine = await createWasmEngine();
  const past = createTrainingSet({ ...series, values: series.values.slice(0, end) }, options, 'UTC');
  const { signal } = new AbortController();
  const { trained } = await trainAlone(engine, past.shape, past, trainOptions(options), {
    signal,
    onProgress: () => {},
  });
  const forecaster = await createForecaster(engine, trained);
  const present = createTrainingSet(series, options, 'UTC', past.context);
  const paths = await predictPaths(present, (inputs, origins) => forecaster.forecast(inputs, origins), present.mask);
  forecaster.dispose();
  engine.dispose();
  return knownPathsMember('lstm', paths);
}
