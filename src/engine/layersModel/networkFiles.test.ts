/** Networks of layers as files: read by TensorFlow.js itself, and back. */
import { english } from '../../core/language/phrase';
import * as tf from '@tensorflow/tfjs';
import { TRAINED_NETWORKS } from '../../core/members/member';
import { ForecastFailure } from '../../core/options/errors';
import type { Engine, ModelShape, TrainedModel } from '../model/engine';
import { initialWeights } from '../networks/parameters';
import { createTfjsEngine } from '../tfjs/tfjs';
import { loaderOf } from '../tfjs/loaders';
import { createForecaster } from '../training/train';
import { toLayersModel } from './exportModel';
import { parseModel, toOneFile } from './files';

type Network = Exclude<(typeof TRAINED_NETWORKS)[number], 'lstm'>;
const networks = TRAINED_NETWORKS.filter((network) => network !== 'lstm');

/** Weights of which none is 0, so that none can be forgotten unseen. */
function modelOf(network: Network, change: Partial<ModelShape> = {}): TrainedModel {
  const shape = { features: 3, sequenceLength: 9, layers: 2, hidden: 8, outputs: 4, network, ...change };
  const weights = initialWeights(shape, 7).map((weight, i) => weight + 0.1 * Math.sin(i));
  return { shape, weights, epochs: 9, bestEpoch: 4, validationLoss: 0.25 };
}
const ROWS = 20;
const origins = Int32Array.of(8, 11, 19);
const inputsOf = ({ features }: ModelShape) =>
  Float32Array.from({ length: ROWS * features }, (_, i) => Math.sin(1.3 * i));

let engine: Engine;
beforeAll(async () => {
  engine = await createTfjsEngine('cpu', loaderOf('cpu'));
});
afterAll(() => engine.dispose());

async function forecast(model: TrainedModel): Promise<Float32Array> {
  const forecaster = await createForecaster(engine, model);
  return forecaster.forecast(inputsOf(model.shape), origins);
}

/** The same windows through the file, by TensorFlow.js. */
async function predict(model: TrainedModel): Promise<ArrayLike<number>> {
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(toLayersModel(model)));
  const { sequenceLength, features } = model.shape;
  const inputs = inputsOf(model.shape);
  const windows = [...origins].flatMap((origin) => [
    ...inputs.subarray((origin + 1 - sequenceLength) * features, (origin + 1) * features),
  ]);
  return (loaded.predict(tf.tensor3d(windows, [origins.length, sequenceLength, features])) as tf.Tensor).data();
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe.each(networks)('%s', (network) => {
  test.each<[string, Partial<ModelShape>]>([
    ['of two layers', {}],
    ['of one layer and an odd width', { layers: 1, hidden: 5, sequenceLength: 4, features: 1, outputs: 1 }],
    ['of two heads', { layers: 1, hidden: 6 }],
  ])('%s: comes back from its file and forecasts the same', async (_, change) => {
    const model = modelOf(network, change);
    const read = parseModel(toOneFile(toLayersModel(model, { note: 1 })));
    expect(read.context).toEqual({ note: 1 });
    expect({ ...read.trained, weights: undefined }).toEqual({ ...model, weights: undefined });
    expect(furthest(read.trained.weights, model.weights)).toBeLessThan(1e-6);
    expect(furthest(await forecast(read.trained), await forecast(model))).toBeLessThan(1e-5);
  });

  // The convolutions of TensorFlow.js know no causal padding: Keras reads the file of a TCN, and we do.
  (network === 'tcn' ? test.skip : test)('TensorFlow.js itself reads the file, and forecasts the same', async () => {
    const model = modelOf(network);
    expect(furthest(await predict(model), await forecast(model))).toBeLessThan(1e-5);
  });

  test('a file that says other sizes than its weights have is refused', () => {
    const file = JSON.parse(toOneFile(toLayersModel(modelOf(network))));
    const why = (change: object) => {
      const { presage } = file.userDefinedMetadata;
      const notes = { ...presage, network: { ...presage.network, ...change } };
      try {
        parseModel(JSON.stringify({ ...file, userDefinedMetadata: { presage: notes } }));
      } catch (error) {
        return error instanceof ForecastFailure && error.detail.kind === 'invalid-model'
          ? english(error.detail.why)
          : error;
      }
      return 'none';
    };
    expect(why({ name: 'imported' })).toBe('its network is none that Presage trains');
    expect(why({ name: '__proto__' })).toBe('its network is none that Presage trains');
    expect(why({ hidden: 1e9 })).toBe('it has 1000000000 hidden units, at most 128 are supported');
    expect(why({ hidden: 4 })).toMatch(/^(it has \d+ bytes of weights|the list of weights has)/);
    expect(why({})).toBe('none');
  });
});
