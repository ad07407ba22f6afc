import { inEnglish } from '../../testing/inEnglish';
import type { Covariate } from '../../core/series/covariate';
import { defaultOptions } from '../../core/options/optionValues';
import { createTrainingSet } from '../../core/lstm/trainingSet';
import { initialWeights } from '../../engine/networks/parameters';
import { modelFiles, type ModelOwner } from './modelFiles';
import type { ModelStore } from '../storage/modelStore';
import type { SavedModel } from '../protocol';
import { scalerOf } from '../imported';
import { storeKey } from '../reuse';
import { isSavedModel } from '../storage/savedModel';

const HOUR = 3600;
const START = Date.UTC(2026, 10, 1);

/** Ten days of a daily wave. */
function owner(change: Partial<ModelOwner['request']['options']> = {}, step = HOUR, points = 240): ModelOwner {
  const values = Float64Array.from({ length: points }, (_, i) => 50 + 20 * Math.sin((2 * Math.PI * i) / 24) + (i % 5));
  const options = { ...defaultOptions(), sequenceLength: 6, layers: 2, hidden: 4, horizon: 3 * HOUR, ...change };
  const request = { series: { start: START, step, values }, options, thresholds: [], timeZone: 'UTC' };
  return { key: 'panel-1/cpu', identity: 'up/cpu', request };
}

/** The same, with covariates. */
function seeing(...names: string[]): ModelOwner {
  const one = owner();
  const { series } = one.request;
  const covariates = names.map((name): Covariate => ({ ...series, name, values: series.values.map(Math.sqrt) }));
  return { ...one, request: { ...one.request, covariates } };
}

function modelFor({ request: { series, options, timeZone, covariates } }: ModelOwner): SavedModel {
  const { shape, context } = createTrainingSet(series, options, timeZone, undefined, covariates);
  return {
    trained: { shape, weights: initialWeights(shape, 3), epochs: 9, bestEpoch: 4, validationLoss: 0.1 },
    origin: series.start + (series.values.length - 1) * series.step * 1000,
    trainedAt: START,
    context,
    device: 'wasm',
    deviceReason: 'fastest',
    seconds: 1.5,
    windows: 150,
  };
}

function setUp(models: Array<[string, SavedModel]> = []) {
  const stored = new Map(models);
  const store: ModelStore = {
    load: async (key) => stored.get(key),
    save: async (key, model) => void stored.set(key, model),
  };
  return { stored, ...modelFiles(store) };
}

const nameOf = ({ identity, request }: ModelOwner) => storeKey(identity!, request);
const textOf = (one: ModelOwner) => setUp([[nameOf(one), modelFor(one)]]).exportModel(one);
const fileWith = (text: string) => ({ name: 'cpu.model.json', bytes: new TextEncoder().encode(text) });
const fileOf = async (one: ModelOwner) => fileWith(await textOf(one));
const why = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'none',
    ({ detail }) => inEnglish(detail.why ?? detail)
  );

test('a model that was exported comes back under the key of its series, nothing lost', async () => {
  const { importModel, stored } = setUp();
  await importModel(owner(), [await fileOf(owner())]);
  const model = modelFor(owner());
  expect(stored.get(nameOf(owner()))).toEqual({
    ...model,
    deviceReason: 'trained elsewhere, imported from a file',
  });
});

test('a network of layers comes back too', async () => {
  const one = owner({ network: 'gru' });
  const { importModel, stored } = setUp();
  expect(await importModel(one, [await fileOf(one)])).toBe('own');
  expect(stored.get(nameOf(one))?.trained).toEqual(modelFor(one).trained);
});

test('an imported network is not written again', async () => {
  const { shape } = modelFor(owner()).trained;
  const one = owner({ network: 'imported' });
  const model = {
    ...modelFor(owner()),
    trained: { ...modelFor(owner()).trained, shape: { ...shape, network: 'imported' as const } },
  };
  const { exportModel } = setUp([[nameOf(one), model]]);
  expect(await why(exportModel(one))).toBe('it was imported, and is what its own files say');
});

test('there is nothing to export before a model is trained', async () => {
  expect(await why(setUp().exportModel(owner()))).toBe('no trained model of this series and these options is stored');
});

test.each<[string, ModelOwner]>([
  ['it was trained at a step of 1h, not 30m', owner({}, HOUR / 2, 480)],
  ['its sequence length, horizon or time zone is not that of this panel', owner({ sequenceLength: 8 })],
  ['its sequence length, horizon or time zone is not that of this panel', owner({ horizon: 4 * HOUR })],
  ['its layers, units or inputs are not those that the options ask for', owner({ hidden: 5 })],
  ['it was trained on newer data than this series has, or on data that are too old by now', owner({}, HOUR, 230)],
  ['it was trained on newer data than this series has, or on data that are too old by now', owner({}, HOUR, 300)],
])('says why a model does not fit: %s', async (sentence, other) => {
  const { importModel, stored } = setUp();
  expect(await why(importModel(other, [await fileOf(owner())]))).toBe(sentence);
  expect(stored.size).toBe(0);
});

test('a model with covariates comes back to a panel that has them, names and scalers kept', async () => {
  const { importModel, stored } = setUp();
  await importModel(seeing('requests', 'queue'), [await fileOf(seeing('requests', 'queue'))]);
  const { context } = stored.get(nameOf(seeing('requests', 'queue')))!;
  expect(context).toEqual(modelFor(seeing('requests', 'queue')).context);
  expect(context).toMatchObject({
    covariates: [
      { name: 'requests', scaler: {} },
      { name: 'queue', scaler: {} },
    ],
  });
});

test.each([
  [seeing('requests'), owner(), 'it was trained with the covariates “requests”, and this panel gives it no covariates'],
  [owner(), seeing('queue'), 'it was trained with no covariates, and this panel gives it the covariates “queue”'],
  [
    seeing('a', 'b'),
    seeing('b', 'a'),
    'it was trained with the covariates “a”, “b”, and this panel gives it the covariates “b”, “a”',
  ],
])('and to no other panel', async (from, to, sentence) => {
  const { importModel, stored } = setUp();
  expect(await why(importModel(to, [await fileOf(from)]))).toBe(sentence);
  expect(stored.size).toBe(0);
});

test('a scaler in a file that is damaged is not used', async () => {
  const file = JSON.parse(await textOf(seeing('requests')));
  const { presage } = file.userDefinedMetadata;
  presage.context.context.covariates[0].scaler.spread = 0;
  const { importModel, stored } = setUp();
  const attempt = importModel(seeing('requests'), [fileWith(JSON.stringify(file))]);
  await expect(attempt).rejects.toMatchObject({ detail: { kind: 'invalid-model' } });
  expect(stored.size).toBe(0);
});

test('what is inside a file is checked too', async () => {
  const file = JSON.parse(await textOf(owner()));
  const { presage } = file.userDefinedMetadata;
  const { importModel } = setUp();
  const attempt = (context: unknown) =>
    why(
      importModel(owner(), [
        fileWith(JSON.stringify({ ...file, userDefinedMetadata: { presage: { ...presage, context } } })),
      ])
    );
  expect(await attempt(null)).toBe('it does not say what series it was trained on, since another program made it');
  expect(await attempt('x')).toBe('what it says of its training is incomplete');
  expect(await attempt({ ...presage.context, origin: '0' })).toBe('what it says of its training is incomplete');
  const linearBase = { spread: [1, 1, 1], seasonal: { kind: 7 } };
  const damaged = { ...presage.context, context: { ...presage.context.context, linearBase } };
  expect(await attempt(damaged)).toBe('what it keeps of its series is damaged');
  expect(await why(importModel(owner(), [fileWith('no JSON')]))).toBe('the file is not JSON');
});

describe('the model of another program', () => {
  /** One dense layer over six steps, which forecasts as many lead times as it has units. */
  function foreignFile(units = 3, features = 1, metadata?: object) {
    const layers = [
      { class_name: 'InputLayer', config: { name: 'input', batch_input_shape: [null, 6, features] } },
      { class_name: 'Flatten', config: { name: 'flat' } },
      { class_name: 'Dense', config: { name: 'dense', units, use_bias: false } },
    ];
    const weightData = Buffer.from(new Float32Array(6 * features * units).fill(0.1).buffer).toString('base64');
    const json = {
      modelTopology: { class_name: 'Sequential', config: { layers } },
      weightSpecs: [{ name: 'dense/kernel', shape: [6 * features, units], dtype: 'float32' }],
      weightData,
      userDefinedMetadata: metadata,
    };
    return { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) };
  }
  const imported = (one: ModelOwner) => owner({ ...one.request.options, network: 'imported' });

  test('is kept as the imported one of its series, beside what was trained on it, whatever else is asked', async () => {
    const trained = modelFor(owner());
    const { importModel, stored } = setUp([[nameOf(owner()), trained]]);
    expect(await importModel(owner(), [foreignFile()])).toBe('foreign');
    expect(stored.get(nameOf(owner()))).toBe(trained);
    const kept = stored.get(nameOf(imported(owner({ epochs: 7 }))));
    expect(isSavedModel(kept)).toBe(true);
    expect(kept?.trained.shape).toMatchObject({ network: 'imported', sequenceLength: 6, features: 1, outputs: 3 });
  });

  test('brings the scaler that it was trained with', async () => {
    const { importModel, stored } = setUp();
    await importModel(owner(), [foreignFile(3, 1, { presageScaler: { center: 5, spread: 2 } })]);
    expect(scalerOf(stored.get(nameOf(imported(owner())))!)).toEqual({ center: 5, spread: 2 });
  });

  test.each<[string, ReturnType<typeof foreignFile>, ModelOwner]>([
    [
      'it forecasts 2 steps, and the horizon has 3 of 1h: choose one of at most 2h, or another step',
      foreignFile(2),
      owner(),
    ],
    ['it reads 2 values at each step, and there are 1, or 5 with the calendar', foreignFile(3, 2), owner()],
    [
      'it reads 3 values at each step, and there are 2, or 6 with the calendar, the covariates of this panel included',
      foreignFile(3, 3),
      seeing('queue'),
    ],
  ])('is refused, and nothing is lost: %s', async (sentence, file, one) => {
    const before = modelFor(owner());
    const { importModel, stored } = setUp([[nameOf(imported(owner())), before]]);
    expect(await why(importModel(one, [file]))).toBe(sentence);
    expect([...stored.values()]).toEqual([before]);
  });

  test('is no model without its layers', async () => {
    const { importModel, stored } = setUp();
    await importModel(owner(), [foreignFile()]);
    const kept = stored.get(nameOf(imported(owner())))!;
    const withTopology = (topology: unknown) => ({
      ...kept,
      trained: { ...kept.trained, shape: { ...kept.trained.shape, topology } },
    });
    expect(isSavedModel(withTopology(kept.trained.shape.topology))).toBe(true);
    expect(isSavedModel(withTopology(7))).toBe(false);
    expect(isSavedModel(withTopology(undefined))).toBe(false);
  });
});
