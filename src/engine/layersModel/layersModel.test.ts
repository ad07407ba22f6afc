import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { ForecastFailure } from '../../core/errors';
import type { ModelShape } from '../engine';
import { initialWeights, parameterCount } from '../lstm';
import { createRandom, normal } from '../random';
import { createReferenceEngine } from '../reference';
import { createForecaster } from '../train';
import { readLayersModel, readModelFile, toLayersModel, toModelFile, type PortableModel } from './layersModel';

jest.setTimeout(60_000);

beforeAll(() => tf.setBackend('cpu'));

const shapes: fc.Arbitrary<ModelShape> = fc.record({
  features: fc.integer({ min: 1, max: 4 }),
  sequenceLength: fc.integer({ min: 2, max: 8 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 9 }),
  outputs: fc.integer({ min: 1, max: 5 }),
  valuesPerOutput: fc.integer({ min: 1, max: 3 }),
});

/** Weights that are nowhere 0, so that a wrong order of gates shows. */
function makeModel(shape: ModelShape, seed = 1): PortableModel {
  const random = createRandom(seed);
  return { shape, weights: initialWeights(shape, seed).map((w) => w + 0.3 * normal(random)) };
}

function makeInputs({ features, sequenceLength }: ModelShape, windows: number): Float32Array {
  const random = createRandom(9);
  return Float32Array.from({ length: (sequenceLength - 1 + windows) * features }, () => normal(random));
}

const WINDOWS = 5;

async function forecast({ shape, weights }: PortableModel, inputs: Float32Array): Promise<Float32Array> {
  const forecaster = await createForecaster(createReferenceEngine(), { shape, weights });
  const origins = Int32Array.from({ length: WINDOWS }, (_, i) => shape.sequenceLength - 1 + i);
  return forecaster.forecast(inputs, origins);
}

function predict(model: tf.LayersModel, { features, sequenceLength }: ModelShape, inputs: Float32Array): Float32Array {
  return tf.tidy(() => {
    const windows = Array.from({ length: WINDOWS }, (_, i) =>
      inputs.subarray(i * features, (i + sequenceLength) * features)
    );
    const x = tf.tensor3d(Float32Array.from(windows.flatMap((window) => [...window])), [
      WINDOWS,
      sequenceLength,
      features,
    ]);
    return (model.predict(x) as tf.Tensor).dataSync() as Float32Array;
  });
}

const distance = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

test.each([1, 2, 3])('TensorFlow.js loads what is exported and forecasts the same: %d layers', async (layers) => {
  const shape = { features: 3, sequenceLength: 6, layers, hidden: 7, outputs: 4, valuesPerOutput: 2 };
  const model = makeModel(shape);
  const { json, bytes } = toLayersModel(model);
  const { modelTopology, weightsManifest } = json as {
    modelTopology: object;
    weightsManifest: Array<{ weights: tf.io.WeightsManifestEntry[] }>;
  };
  const loaded = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData: bytes.buffer })
  );
  const inputs = makeInputs(shape, WINDOWS);
  const ours = await forecast(model, inputs);
  expect(Math.max(...ours.map(Math.abs))).toBeGreaterThan(0.1);
  expect(distance(predict(loaded, shape, inputs), ours)).toBeLessThan(1e-5);
});

test.each([1, 2, 3])('a model made and saved by tf.layers forecasts the same here: %d layers', async (layers) => {
  const shape = { features: 2, sequenceLength: 5, layers, hidden: 6, outputs: 3 };
  const theirs = tf.sequential({
    layers: [
      ...Array.from({ length: layers }, (_, l) =>
        tf.layers.lstm({
          units: 6,
          recurrentActivation: 'sigmoid',
          returnSequences: l < layers - 1,
          biasInitializer: 'randomNormal',
          ...(l === 0 ? { inputShape: [5, 2] } : {}),
        })
      ),
      tf.layers.dense({ units: 3 }),
    ],
  });
  let saved: tf.io.ModelArtifacts | undefined;
  await theirs.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    })
  );
  const { modelTopology, weightSpecs, weightData } = saved!;
  const json = { modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: weightSpecs }] };
  const model = readLayersModel(JSON.parse(JSON.stringify(json)), new Uint8Array(weightData as ArrayBuffer));
  const inputs = makeInputs(shape, WINDOWS);
  expect(distance(predict(theirs, shape, inputs), await forecast(model, inputs))).toBeLessThan(1e-5);
});

test('nothing is lost on the way through a file', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0 }), fc.jsonValue(), (shape, seed, extra) => {
      const model = { ...makeModel(shape, seed), extra: JSON.parse(JSON.stringify(extra)) };
      expect(readModelFile(toModelFile(model))).toEqual(model);
      const { json, bytes } = toLayersModel(model);
      expect(readLayersModel(JSON.parse(JSON.stringify(json)), bytes)).toEqual(model);
    }),
    { numRuns: 50 }
  );
});

describe('a file that is no such model is refused with a reason', () => {
  const shape = { features: 1, sequenceLength: 3, layers: 2, hidden: 2, outputs: 2 };
  const file = toModelFile(makeModel(shape));
  type Json = Record<string, never> & { [name: string]: never };
  const broken = (change: (json: Json, layers: Json[]) => void) => {
    const json = JSON.parse(file);
    change(json, json.modelTopology.model_config.config.layers);
    return JSON.stringify(json);
  };
  const set = (target: Json, name: string, value: unknown) => Object.assign(target, { [name]: value });

  test.each<[string, string]>([
    ['no JSON', 'not json'],
    ['no weights', broken((json) => set(json, 'weightData', undefined))],
    ['no topology', broken((json) => set(json, 'modelTopology', null))],
    ['a functional model', broken((json) => set(json.modelTopology['model_config'], 'class_name', 'Functional'))],
    ['a layer of another kind', broken((_, layers) => set(layers[1], 'class_name', 'GRU'))],
    ['hard sigmoid gates', broken((_, layers) => set(layers[0].config, 'recurrent_activation', 'hard_sigmoid'))],
    ['layers of different widths', broken((_, layers) => set(layers[1].config, 'units', 3))],
    ['no size of the input', broken((_, layers) => set(layers[0].config, 'batch_input_shape', [null, 3]))],
    ['half a feature', broken((_, layers) => set(layers[0].config, 'batch_input_shape', [null, 3, 0.5]))],
    ['another head', broken((_, layers) => set(layers[2].config, 'units', 5))],
    ['weights of other shapes', broken((json) => set(json.weightSpecs[0], 'shape', [8, 1]))],
    ['quantised weights', broken((json) => set(json.weightSpecs[0], 'quantization', { dtype: 'uint8' }))],
    ['too few weights', broken((json) => set(json, 'weightData', 'AAAA'))],
    ['weights that are no numbers', toModelFile({ shape, weights: new Float32Array(parameterCount(shape)).fill(NaN) })],
  ])('%s', (_, text) => {
    const failure = catchFailure(() => readModelFile(text));
    expect(failure.detail).toEqual({
      kind: 'invalid-model',
      why: expect.stringMatching(/^(its?|an LSTM layer|some of its) /),
    });
  });

  test('a network beyond the limits, before anything of its size is made', () => {
    const text = broken((_, layers) => set(layers[0].config, 'batch_input_shape', [null, 1e9, 1]));
    expect(catchFailure(() => readModelFile(text)).detail).toMatchObject({ kind: 'too-large', size: 1e9 });
  });

  test('whatever is changed in it: a typed error or a model, never a crash', () => {
    const places = fc.integer({ min: 0, max: file.length - 1 });
    const pieces = fc.constantFrom('', '0', '-1', '1e99', 'null', '"', '{', '[', ']', '}', 'a', '9999999999');
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 9 }), pieces, (at, removed, piece) => {
        try {
          const { shape: read, weights } = readModelFile(file.slice(0, at) + piece + file.slice(at + removed));
          expect(weights).toHaveLength(parameterCount(read));
        } catch (error) {
          expect(error).toBeInstanceOf(ForecastFailure);
        }
      }),
      { numRuns: 2000 }
    );
  });
});

function catchFailure(run: () => unknown): ForecastFailure {
  try {
    run();
  } catch (error) {
    if (error instanceof ForecastFailure) {
      return error;
    }
    throw error;
  }
  throw new Error('It was accepted.');
}
