import path from 'node:path';
import { knownPathsMember } from '../../src/core/members/knownPaths';
import type { Member, SeriesNetwork } from '../../src/core/members/member';
import { defaultOptions } from '../../src/core/options/optionValues';
import { joinSets } from '../../src/core/lstm/joinSets';
import { predictPaths } from '../../src/core/lstm/predictPaths';
import { createTrainingSet } from '../../src/core/lstm/trainingSet';
import type { Series } from '../../src/core/series/series';
import { createForecaster } from '../../src/engine/training/train';
import { loaderOf } from '../../src/engine/tfjs/loaders';
import { createTfjsEngine } from '../../src/engine/tfjs/tfjs';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { trainAlone } from '../../src/worker/thread/trainTogether';
import { trainOptions } from '../../src/worker/thread/trainedNetwork';

/** TensorFlow.js' own binary, in the package. */
const WASM = `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`;

/** A history up to the end of a fold. */
interface Cut {
  series: Series;
  end: number;
}

/**
 * One LSTM that learns from the windows of all histories, as the panel's option *Network for* has it, and what it forecasts of each from
 * the origins that it has not trained on.
 * @param horizon seconds
 */
export async function trainSharedNetwork(cuts: readonly Cut[], horizon: number, seed: number): Promise<Member[]> {
  const options = { ...defaultOptions(), horizon, seed };
  const engine = await createWasmEngine();
  const pasts = cuts.map(({ series, end }) =>
    createTrainingSet({ ...series, values: series.values.slice(0, end) }, options, 'UTC')
  );
  const { trained } = await trainAlone(engine, pasts[0].shape, joinSets(pasts), trainOptions(options), {
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const forecaster = await createForecaster(engine, trained);
  const members: Member[] = [];
  for (const [i, { series }] of cuts.entries()) {
    const present = createTrainingSet(series, options, 'UTC', pasts[i].context);
    const paths = await predictPaths(present, (inputs, origins) => forecaster.forecast(inputs, origins), present.mask);
    members.push(knownPathsMember('lstm', paths));
  }
  forecaster.dispose();
  engine.dispose();
  return members;
}

/**
 * The network that the panel would train on the rows before `end`, with the default options but for the horizon and the
 * seed, and what it forecasts from the origins that it has not trained on.
 * @param horizon seconds
 * @param network an LSTM by default
 */
export async function trainSeriesNetwork(
  series: Series,
  end: number,
  horizon: number,
  seed: number,
  network: SeriesNetwork = 'lstm'
): Promise<Member> {
  const options = { ...defaultOptions(), horizon, seed, network };
  const engine = network === 'lstm' ? await createWasmEngine() : await createTfjsEngine('wasm', loaderOf('wasm', WASM));
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
  return knownPathsMember(network, paths);
}
