import { english } from '../../core/language/phrase';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { ForecastFailure } from '../../core/options/errors';
import type { Engine } from '../model/engine';
import { createTfjsEngine } from '../tfjs/tfjs';
import { loaderOf } from '../tfjs/loaders';
import { createForecaster } from '../training/train';
import { type ForeignModel, type ModelFile, parseFiles } from './foreignModel';

const GOLDEN = path.join(__dirname, '../../../tests/golden/layers-models');
const filesOf = (name: string): ModelFile[] =>
  readdirSync(path.join(GOLDEN, name))
    .filter((file) => file !== 'golden.json')
    .map((file) => ({ name: file, bytes: readFileSync(path.join(GOLDEN, name, file)) }));
const goldenOf = (name: string): { windows: number[]; forecasts: number[] } =>
  JSON.parse(readFileSync(path.join(GOLDEN, name, 'golden.json'), 'utf8'));

function foreign(files: ModelFile[]): ForeignModel {
  const read = parseFiles(files);
  if (read.kind !== 'foreign') {
    throw new Error('it was taken for one of ours');
  }
  return read;
}

/** Forecasts of windows that stand one after the other. */
async function forecast(engine: Engine, { shape, weights }: ForeignModel, windows: number[]): Promise<Float32Array> {
  const forecaster = await createForecaster(engine, { shape, weights });
  const size = shape.sequenceLength * shape.features;
  const ends = windows.map((_, i) => (i + 1) * shape.sequenceLength - 1).slice(0, windows.length / size);
  const forecasts = await forecaster.forecast(Float32Array.from(windows), Int32Array.from(ends));
  forecaster.dispose();
  return forecasts;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  const furthest = Array.from(actual).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  expect(furthest).toBeLessThan(1e-5);
}

/** The reason for which files are refused. */
function why(files: ModelFile[]): unknown {
  try {
    parseFiles(files);
  } catch (error) {
    return error instanceof ForecastFailure && error.detail.kind === 'invalid-model'
      ? english(error.detail.why)
      : error;
  }
  return 'none';
}

const WASM = path.join(__dirname, '../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/');

describe.each(['cpu', 'wasm'] as const)('on %s', (device) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTfjsEngine(device, loaderOf(device, WASM));
  });
  afterAll(() => engine.dispose());

  test.each(readdirSync(GOLDEN))('the model %s of Keras forecasts here as it does there', async (name) => {
    const { windows, forecasts } = goldenOf(name);
    expectClose(await forecast(engine, foreign(filesOf(name)), windows), forecasts);
  });

  test('holds nothing once its forecaster is disposed', async () => {
    const held = () => [memory().numTensors, memory().numDataBuffers];
    const model = foreign(filesOf('recurrent'));
    const before = held();
    for (let i = 0; i < 3; i++) {
      await forecast(engine, model, goldenOf('recurrent').windows);
    }
    expect(held()).toEqual(before);
  });
});

describe('files that are refused', () => {
  const files = filesOf('lstm');
  const text = new TextDecoder().decode(files.find(({ name }) => name === 'model.json')!.bytes);
  const jsonOf = (value: unknown): ModelFile => ({
    name: 'model.json',
    bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
  });
  const shards = files.filter(({ name }) => name !== 'model.json');
  /** The model's files with its JSON changed. */
  const changed = (change: (model: ReturnType<typeof JSON.parse>) => void): ModelFile[] => {
    const model = JSON.parse(text);
    change(model);
    return [jsonOf(model), ...shards];
  };
  const kernelOf = (model: ReturnType<typeof JSON.parse>) =>
    model.weightsManifest[0].weights.find(({ name }: { name: string }) => name.endsWith('lstm_cell/kernel'));
  const layersOf = (model: ReturnType<typeof JSON.parse>) => model.modelTopology.model_config.config.layers;

  test('weights that are cut, too long, or not there', () => {
    expect(why([jsonOf(text)])).toMatch(/^its file of weights group1-shard1of\d.bin was not given: choose model.json/);
    const cut = shards.map((file, i) => (i === 0 ? { ...file, bytes: file.bytes.subarray(4) } : file));
    expect(why([jsonOf(text), ...cut])).toMatch(/^it has \d+ bytes of weights, not \d+$/);
    const long = shards.map((file, i) => (i === 0 ? { ...file, bytes: new Uint8Array(2 ** 16) } : file));
    expect(why([jsonOf(text), ...long])).toMatch(/^it has \d+ bytes of weights, not \d+$/);
    expect(why(shards)).toContain('there is not one JSON file');
    expect(why([...files, { ...jsonOf(text), name: 'other.json' }])).toContain('there is not one JSON file');
    expect(why([jsonOf('MZ')])).toBe('the file is not JSON');
  });

  test('a path of a file of weights is a name and nothing else', () => {
    const fetched = changed((model) => (model.weightsManifest[0].paths[0] = 'https://elsewhere.example/<b>.bin'));
    expect(why(fetched)).toBe('its file of weights was not given: choose model.json and all its files of weights');
    expect(parseFiles(changed((model) => (model.weightsManifest[0].paths[0] = `../${shards[0].name}`))).kind).toBe(
      'foreign'
    );
  });

  test('numbers that are none', () => {
    const nan = shards.map((file, i) => {
      const bytes = Uint8Array.from(file.bytes);
      bytes.fill(255, 0, i === 0 ? 4 : 0);
      return { ...file, bytes };
    });
    expect(why([jsonOf(text), ...nan])).toBe('a weight is not a finite number');
  });

  test.each<[string, (model: ReturnType<typeof JSON.parse>) => void]>([
    ['its weights are not in single precision', (m) => (m.weightsManifest[0].weights[0].dtype = 'float16')],
    [
      'its weights are not in single precision',
      (m) => (m.weightsManifest[0].weights[0].quantization = { dtype: 'uint8' }),
    ],
    ['the kernel of a layer is missing or not 1 x 32', (m) => (kernelOf(m).shape = [32, 1])],
    ['the units of a layer of class LSTM is missing or not supported', (m) => (layersOf(m)[1].config.units = 1e9)],
    ['the units of a layer of class LSTM is missing or not supported', (m) => (layersOf(m)[1].config.units = '8')],
    ['it has 17180655620 parameters, more than 4000000', (m) => (layersOf(m)[1].config.units = 65_536)],
    ['it has a layer of a class that is not supported, Lambda', (m) => (layersOf(m)[1].class_name = 'Lambda')],
    ['it has a layer of a class that is not supported, __proto__', (m) => (layersOf(m)[1].class_name = '__proto__')],
    ['it has a layer of a class that is not supported', (m) => (layersOf(m)[1].class_name = '<img src=x>')],
    [
      'it has a layer of a class that is not supported, constructor',
      (m) => (layersOf(m)[1].class_name = 'constructor'),
    ],
    ['two of its layers have the same name', (m) => (layersOf(m)[1].config.name = layersOf(m).at(-1).config.name)],
    [
      'its scaler has no centre, or no spread above 0',
      (m) => (m.userDefinedMetadata = { presageScaler: { center: 1, spread: 0 } }),
    ],
  ])('says why: %s', (sentence, change) => {
    expect(why(changed(change))).toBe(sentence);
  });

  test('keys that would reach a prototype reach none', () => {
    const polluted = text.replace('"units": 8', '"units": 8, "__proto__": {"polluted": 1, "activation": "relu"}');
    expect(polluted).not.toBe(text);
    expect(parseFiles([jsonOf(polluted), ...shards]).kind).toBe('foreign');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('the scaler of its training comes along', () => {
    const scaler = { center: 50, spread: 20 };
    expect(foreign(changed((model) => (model.userDefinedMetadata = { presageScaler: scaler }))).scaler).toEqual(scaler);
    expect(foreign(files)).not.toHaveProperty('scaler');
  });
});
