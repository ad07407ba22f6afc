import { english } from '../../core/language/phrase';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ForecastFailure } from '../../core/options/errors';
import type { ModelShape, TrainedModel } from '../model/engine';
import { initialWeights } from '../model/lstm';
import { createReferenceEngine } from '../reference/reference';
import { createForecaster } from '../training/train';
import { toLayersModel } from './exportModel';
import { parseModel, toOneFile, toTwoFiles } from './files';
import type { ImportedModel } from './importModel';

const shapeOf = (layers: number, change: Partial<ModelShape> = {}): ModelShape => ({
  features: 3,
  sequenceLength: 6,
  layers,
  hidden: 5,
  outputs: 4,
  ...change,
});
/** Weights with biases that are not 0, so that none can be forgotten unseen. */
function modelOf(shape: ModelShape): TrainedModel {
  const weights = initialWeights(shape, 7).map((weight, i) => weight + 0.1 * Math.sin(i));
  return { shape, weights, epochs: 9, bestEpoch: 4, validationLoss: 0.25 };
}
const inputs = Float32Array.from({ length: 3 * 10 }, (_, i) => Math.sin(1.3 * i));
const origins = Int32Array.of(5, 7, 9);

async function forecast(model: TrainedModel): Promise<Float32Array> {
  const forecaster = await createForecaster(createReferenceEngine(), model);
  return forecaster.forecast(inputs, origins);
}

/** The same windows through TensorFlow.js. */
async function predict(model: tf.LayersModel, { sequenceLength, features }: ModelShape): Promise<Float32Array> {
  const windows = [...origins].map((origin) =>
    inputs.slice((origin + 1 - sequenceLength) * features, (origin + 1) * features)
  );
  const x = tf.tensor3d(
    windows.flatMap((window) => [...window]),
    [origins.length, sequenceLength, features]
  );
  return (await (model.predict(x) as tf.Tensor).data()) as Float32Array;
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5);
}

beforeAll(() => tf.setBackend('cpu'));

describe.each([1, 2, 3])('a network of %i layers', (layers) => {
  const model = modelOf(shapeOf(layers));

  test('forecasts in TensorFlow.js as here', async () => {
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(toLayersModel(model)));
    expectClose(await predict(loaded, model.shape), await forecast(model));
  });

  test('does so from its two files', async () => {
    const { json, weights } = toTwoFiles(toLayersModel(model));
    const asked: string[] = [];
    const loaded = await tf.loadLayersModel(
      tf.io.browserHTTPRequest('http://models/model.json', {
        fetchFunc: async (url) => {
          asked.push(String(url));
          // A Response would make its JSON of another realm's arrays, which TensorFlow.js does not know for arrays.
          const body = { ok: true, json: async () => JSON.parse(json), arrayBuffer: async () => weights };
          return body as Response;
        },
      })
    );
    expect(asked).toEqual(['http://models/model.json', 'http://models/weights.bin']);
    expectClose(await predict(loaded, model.shape), await forecast(model));
  });

  test('made and saved by TensorFlow.js forecasts the same here', async () => {
    const made = tf.sequential();
    for (let l = 0; l < layers; l++) {
      made.add(
        tf.layers.lstm({
          units: 5,
          recurrentActivation: 'sigmoid',
          kernelInitializer: tf.initializers.glorotUniform({ seed: l }),
          biasInitializer: tf.initializers.randomNormal({ seed: l }),
          recurrentInitializer: tf.initializers.glorotUniform({ seed: 10 + l }),
          returnSequences: l < layers - 1,
          inputShape: l === 0 ? [6, 3] : undefined,
        })
      );
    }
    made.add(tf.layers.dense({ units: 4, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }));
    const { trained, context } = await saved(made);
    expect(trained.shape).toEqual(model.shape);
    expect(context).toBeUndefined();
    expectClose(await forecast(trained), await predict(made, model.shape));
  });
});

/** Through the files that TensorFlow.js writes. */
async function saved(model: tf.LayersModel): Promise<ImportedModel> {
  let result: ImportedModel | undefined;
  await model.save(
    tf.io.withSaveHandler(async ({ weightSpecs, weightData, ...rest }) => {
      const weightsManifest = [{ paths: ['./model.weights.bin'], weights: weightSpecs }];
      result = parseModel(JSON.stringify({ ...rest, weightsManifest }), new Uint8Array(weightData as ArrayBuffer));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    })
  );
  return result!;
}

describe('a round trip', () => {
  const context = { scaler: { center: 0.1 + 0.2 }, list: [1, null] };

  test.each([
    ['one value', {}],
    ['five quantiles', { valuesPerOutput: 5 }],
    ['the most of all', { features: 32, sequenceLength: 512, hidden: 128, outputs: 288, valuesPerOutput: 2 }],
  ])('loses nothing of a head with %s', (_, change) => {
    const model = modelOf(shapeOf(3, change));
    const exported = toLayersModel(model, context);
    const { json, weights } = toTwoFiles(exported);
    for (const { trained, ...rest } of [parseModel(toOneFile(exported)), parseModel(json, new Uint8Array(weights))]) {
      expect(rest).toEqual({ context });
      expect({ ...trained, weights: undefined }).toEqual({ ...model, weights: undefined });
      expect(Buffer.from(trained.weights.buffer).equals(Buffer.from(model.weights.buffer))).toBe(true);
    }
  });

  test('finds weights by name, as Keras names them and in any order', () => {
    const model = modelOf(shapeOf(1));
    const exported = toLayersModel(model);
    const cut = [0, 60, 160, 180, 200, 204].map((offset) => 4 * offset);
    const parts = exported.weightSpecs.map((spec, i) => ({
      spec: { ...spec, name: spec.name.replace('lstm_1/', 'sequential/lstm_1/lstm_cell/') },
      bytes: Buffer.from(exported.weightData.slice(cut[i], cut[i + 1])),
    }));
    parts.reverse();
    const weightsManifest = [{ paths: ['a'], weights: parts.map(({ spec }) => spec) }];
    const modelTopology = { model_config: exported.modelTopology };
    const bytes = new Uint8Array(Buffer.concat(parts.map((part) => part.bytes)));
    const read = parseModel(JSON.stringify({ ...exported, modelTopology, weightsManifest }), bytes);
    expect(read.trained.weights).toEqual(model.weights);
  });
});

describe('a model that cannot be used', () => {
  const exported = toLayersModel(modelOf(shapeOf(2)));
  const good = JSON.parse(toOneFile(exported));
  const why = (text: string, weights?: Uint8Array) => {
    try {
      parseModel(text, weights);
    } catch (error) {
      return error instanceof ForecastFailure && error.detail.kind === 'invalid-model'
        ? english(error.detail.why)
        : error;
    }
    return 'none';
  };
  /** The good model with one value replaced. */
  const changed = (path: Array<string | number>, value: unknown) => {
    const copy = structuredClone(good);
    const parent = path.slice(0, -1).reduce((node, key) => node[key], copy);
    parent[path.at(-1)!] = value;
    return JSON.stringify(copy);
  };
  const layer = (index: number, name: string) => ['modelTopology', 'config', 'layers', index, 'config', name];

  test.each<[string, Array<string | number>, unknown]>([
    ['it is not a Sequential model', ['modelTopology', 'class_name'], 'Functional'],
    [
      'its layers are not LSTM layers and one Dense layer',
      ['modelTopology', 'config', 'layers', 1, 'class_name'],
      'GRU',
    ],
    ['recurrent_activation of a layer is not sigmoid', layer(1, 'recurrent_activation'), 'hard_sigmoid'],
    ['an LSTM layer has go_backwards set', layer(2, 'go_backwards'), true],
    ['an LSTM layer does not return what the layer above it reads', layer(1, 'return_sequences'), false],
    ['its LSTM layers are not of the same width', layer(2, 'units'), 6],
    ['it has 1000000000 hidden units, at most 128 are supported', layer(1, 'units'), 1e9],
    [
      'the number of steps in a sequence is not a whole number of at least 2',
      layer(0, 'batch_input_shape'),
      [null, null, 3],
    ],
    ['the kernel of a layer is missing or not 3 x 20', ['weightSpecs', 0, 'shape'], [4, 20]],
    ['its weights are not in single precision', ['weightSpecs', 0, 'quantization'], { dtype: 'uint8' }],
    ['its weights are not base64', ['weightData'], '?'],
    ['it has 3 bytes of weights, not 1696', ['weightData'], 'AAAA'],
    ['its Dense layer has 4 units, not 2 x 1', ['userDefinedMetadata', 'presage', 'outputs'], 2],
    ['another version of Presage wrote it', ['userDefinedMetadata', 'presage', 'version'], 99],
  ])('says why: %s', (sentence, path, value) => {
    expect(why(changed(path, value))).toBe(sentence);
  });

  test('says so of files that are none', () => {
    expect(why('MZ')).toBe('the file is not JSON');
    expect(why('[]')).toBe('the model is missing or of another form');
    expect(why('['.repeat(100_000))).toBe('the file is not JSON');
    expect(why(toTwoFiles(exported).json)).toBe('its weights are in a second file, which was not given');
    const bytes = new Uint8Array(exported.weightData.slice(0));
    bytes.fill(255, 0, 4);
    expect(why(toTwoFiles(exported).json, bytes)).toBe('a weight is not a finite number');
  });

  /** Paths to all values inside. */
  const paths = (node: unknown, path: Array<string | number> = []): Array<Array<string | number>> =>
    typeof node === 'object' && node !== null
      ? [path, ...Object.entries(node).flatMap(([key, value]) => paths(value, [...path, key]))]
      : [path];

  test('fuzz: whatever a value is replaced by, the answer is a typed error or a model that forecasts', async () => {
    const everywhere = paths(good).filter((path) => path.length > 0);
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(0, -1, 1e9, 2 ** 53, 1.5, [], {}, null, '__proto__', 'LSTM', 'Dense')
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...everywhere), value, async (path, replacement) => {
        await expectModelOrReason(() => parseModel(changed(path, replacement)));
      }),
      // An object that refuses to become a number was found by chance.
      { numRuns: 500, examples: [[['weightSpecs', '5', 'shape', '0'], { toString: '' }]] }
    );
  });

  test('fuzz: bytes that are changed, cut or added', async () => {
    const { json, weights } = toTwoFiles(exported);
    const edit = fc.record({
      at: fc.nat(weights.byteLength - 1),
      bytes: fc.uint8Array({ maxLength: 8 }),
      cut: fc.nat(8),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, bytes, cut }) => {
        const old = Buffer.from(weights);
        const edited = Buffer.concat([old.subarray(0, at), bytes, old.subarray(at + cut)]);
        await expectModelOrReason(() => parseModel(json, new Uint8Array(edited)));
        const text = Buffer.from(json);
        const editedText = Buffer.concat([text.subarray(0, at), bytes, text.subarray(at + cut)]).toString('latin1');
        await expectModelOrReason(() => parseModel(editedText, new Uint8Array(weights)));
      }),
      { numRuns: 300 }
    );
  });

  async function expectModelOrReason(read: () => ImportedModel): Promise<void> {
    try {
      const { trained } = read();
      await createForecaster(createReferenceEngine(), trained);
    } catch (error) {
      expect(error).toBeInstanceOf(ForecastFailure);
      expect((error as ForecastFailure).detail.kind).toBe('invalid-model');
    }
  }
});
