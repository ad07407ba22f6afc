import { english, phrase } from '../../core/language/phrase';
import fc from 'fast-check';
import { ForecastFailure } from '../../core/options/errors';
import type { ModelShape, TrainedModel } from '../model/engine';
import { parameterCount } from '../model/lstm';
import { fromBase64, toBase64 } from './base64';
import { toLayersModel } from './exportModel';
import { MAX_CHARACTERS, parseModel, toOneFile, toTwoFiles } from './files';
import { fromLayersModel, type UntrustedModel } from './importModel';
import { isRecord, readList, readRecord, readSize } from '../layers';

const shape: ModelShape = { features: 3, sequenceLength: 6, layers: 2, hidden: 5, outputs: 4 };
const model: TrainedModel = {
  shape,
  weights: Float32Array.from({ length: parameterCount(shape) }, (_, i) => Math.sin(i)),
  epochs: 9,
  bestEpoch: 4,
  validationLoss: 0.25,
};
const exported = toLayersModel(model, { note: 1 });
type Path = Array<string | number>;

/** The reason for which an action is refused. */
function why(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof ForecastFailure && error.detail.kind === 'invalid-model'
      ? english(error.detail.why)
      : error;
  }
  return undefined;
}

/** The exported model, parsed, with values replaced; `undefined` takes one away. */
function changed(...changes: Array<[Path, unknown]>): UntrustedModel {
  const copy = structuredClone({ ...exported, weightData: undefined }) as Record<string, unknown>;
  for (const [path, value] of changes) {
    const parent = path.slice(0, -1).reduce((node: unknown, key) => (node as Record<string, unknown>)[key], copy);
    (parent as Record<string, unknown>)[path.at(-1)!] = value;
  }
  return { ...copy, weightData: new Uint8Array(exported.weightData) } as UntrustedModel;
}
const refusal = (...changes: Array<[Path, unknown]>) => why(() => fromLayersModel(changed(...changes)));
const layers: Path = ['modelTopology', 'config', 'layers'];
const config = (index: number, name: string): Path => [...layers, index, 'config', name];
const notes = (name: string): Path => ['userDefinedMetadata', 'presage', name];
const all = (exported.modelTopology as { config: { layers: unknown[] } }).config.layers;

test('what was exported comes back as it went', () => {
  expect(fromLayersModel(changed())).toEqual({ trained: model, context: { note: 1 } });
});

describe('each refusal of the layers', () => {
  test.each<[string, Path, unknown]>([
    ['the list of layers is missing or of another form', ['modelTopology'], null],
    ['the list of layers is missing or of another form', layers, 'LSTM'],
    ['the list of layers has 6 entries, more than 5', layers, [...all, ...all.slice(0, 2)]],
    ['the number of LSTM layers is not a whole number of at least 1', layers, []],
    ['the number of LSTM layers is not a whole number of at least 1', layers, [all[0], all[3]]],
    ['it has 4 LSTM layers, at most 3 are supported', layers, [all[1], all[1], all[1], all[2], all[3]]],
    ['its layers are not LSTM layers and one Dense layer', layers, all.slice(0, 3)],
    ['a layer is missing or of another form', [...layers, 1], 'LSTM'],
    ['the configuration of a layer is missing or of another form', [...layers, 1, 'config'], undefined],
    ['a layer has no name', config(1, 'name'), ''],
    ['a layer has no name', config(3, 'name'), 7],
    ['two of its layers have the same name', config(2, 'name'), 'lstm_1'],
    ['two of its layers have the same name', config(3, 'name'), 'lstm_2'],
    ['activation of a layer is not tanh', config(2, 'activation'), 'relu'],
    ['use_bias of a layer is not true', config(1, 'use_bias'), false],
    ['activation of a layer is not linear', config(3, 'activation'), 'softmax'],
    ['use_bias of a layer is not true', config(3, 'use_bias'), undefined],
    ['an LSTM layer has stateful set', config(1, 'stateful'), true],
    ['an LSTM layer has return_state set', config(1, 'return_state'), true],
    ['an LSTM layer has time_major set', config(2, 'time_major'), 'yes'],
    ['an LSTM layer does not return what the layer above it reads', config(2, 'return_sequences'), true],
    ['the number of hidden units is not a whole number of at least 1', config(1, 'units'), '5'],
    ['its LSTM layers are not of the same width', config(2, 'units'), 6],
    ['the shape of the input is missing or of another form', config(0, 'batch_input_shape'), 6],
    ['the shape of the input has 4 entries, more than 3', config(0, 'batch_input_shape'), [null, 6, 3, 1]],
    ['its input is not a batch of sequences', config(0, 'batch_input_shape'), [null, 3]],
    ['it has 33 features, at most 32 are supported', config(0, 'batch_input_shape'), [null, 6, 33]],
    ['it has 513 steps in a sequence, at most 512 are supported', config(0, 'batch_input_shape'), [null, 513, 3]],
    ['the width of its Dense layer is not in [1, 32256]', config(3, 'units'), 0],
    ['the width of its Dense layer is not in [1, 32256]', config(3, 'units'), 32_257],
    ['the width of its Dense layer is not in [1, 32256]', config(3, 'units'), 1.5],
  ])('%s (%j)', (sentence, path, value) => expect(refusal([path, value])).toBe(sentence));

  test('settings that are at their defaults may be left out', () => {
    const absent = ['go_backwards', 'stateful', 'return_state', 'time_major'].map((name): [Path, unknown] => [
      config(1, name),
      undefined,
    ]);
    expect(refusal(...absent)).toBeUndefined();
  });

  test('the shape of the input may stand in the first LSTM layer, under the name of Keras 3 too', () => {
    for (const name of ['batch_input_shape', 'batch_shape']) {
      const first = structuredClone(all[1]) as { config: Record<string, unknown> };
      first.config[name] = [null, 6, 3];
      const { trained } = fromLayersModel(changed([layers, [first, ...all.slice(2)]]));
      expect(trained.shape).toEqual(shape);
    }
  });

  test('the layers may stand where older versions of Keras have them', () => {
    expect(refusal([['modelTopology', 'config'], all])).toBeUndefined();
  });
});

describe('each refusal of the weights', () => {
  const spec = (index: number, name: string): Path => ['weightSpecs', index, name];
  const bytes = 4 * parameterCount(shape);

  test.each<[string, Path, unknown]>([
    ['the list of weights is missing or of another form', ['weightSpecs'], {}],
    ['the list of weights has 9 entries, more than 8', ['weightSpecs'], [...exported.weightSpecs, {}]],
    ['an entry of the list of weights is missing or of another form', ['weightSpecs', 0], 'lstm_1/kernel'],
    ['its weights are not in single precision', spec(1, 'dtype'), 'float16'],
    ['a weight has no name', spec(1, 'name'), undefined],
    ['the shape of a weight is missing or of another form', spec(1, 'shape'), 100],
    ['the shape of a weight has 4 entries, more than 3', spec(1, 'shape'), [5, 20, 1, 1]],
    ['the recurrent_kernel of a layer is missing or not 5 x 20', spec(1, 'shape'), [5]],
    ['the recurrent_kernel of a layer is missing or not 5 x 20', spec(1, 'shape'), [20, 5]],
    ['the bias of a layer is missing or not 20', spec(2, 'shape'), ['20']],
    ['the kernel of a layer is missing or not 3 x 20', spec(0, 'name'), 'lstm_9/kernel'],
    ['the kernel of a layer is missing or not 3 x 20', spec(0, 'name'), 'kernel'],
    ['the bias of a layer is missing or not 4', ['weightSpecs'], exported.weightSpecs.slice(0, 7)],
  ])('%s (%j)', (sentence, path, value) => expect(refusal([path, value])).toBe(sentence));

  test('a list with a weight that nobody asks for', () => {
    // The first bias is listed twice, and so the list is longer than what is found in it.
    const one: TrainedModel = { ...model, shape: { ...shape, layers: 1 }, weights: new Float32Array(204) };
    const own = toLayersModel(one);
    const twice = [...own.weightSpecs.slice(0, 3), own.weightSpecs[2], ...own.weightSpecs.slice(3)];
    const read = (weightSpecs: unknown) =>
      why(() => fromLayersModel({ ...own, weightSpecs, weightData: new Uint8Array(own.weightData) }));
    expect(read(own.weightSpecs)).toBeUndefined();
    expect(read(twice)).toBe('the list of weights has 6 entries, more than 5');
  });

  test('more or fewer bytes than the network has', () => {
    for (const length of [bytes - 4, bytes + 4, 0]) {
      const weightData = new Uint8Array(length);
      expect(why(() => fromLayersModel({ ...changed(), weightData }))).toBe(
        `it has ${length} bytes of weights, not ${bytes}`
      );
    }
  });

  test('numbers that are none, wherever they are', () => {
    for (const at of [0, bytes / 4 - 1]) {
      const weightData = new Uint8Array(exported.weightData.slice(0));
      new DataView(weightData.buffer).setFloat32(4 * at, Infinity, true);
      expect(why(() => fromLayersModel({ ...changed(), weightData }))).toBe('a weight is not a finite number');
    }
  });

  test('bytes inside a larger array are read from their own start', () => {
    const larger = new Uint8Array(bytes + 8);
    larger.set(new Uint8Array(exported.weightData), 8);
    const { trained } = fromLayersModel({ ...changed(), weightData: larger.subarray(8) });
    expect(trained.weights).toEqual(model.weights);
  });
});

describe('what Presage noted', () => {
  test.each<[string, Path, unknown]>([
    ['what Presage noted of it is missing or of another form', ['userDefinedMetadata', 'presage'], 7],
    ['the number of lead times is not a whole number of at least 1', notes('outputs'), 0],
    ['it has 2017 lead times, at most 2016 are supported', notes('outputs'), 2017],
    ['the number of values for a lead time is not a whole number of at least 1', notes('valuesPerOutput'), null],
    ['a number of epochs is not a whole number', notes('epochs'), -1],
    ['a number of epochs is not a whole number', notes('epochs'), 2 ** 53],
    ['a number of epochs is not a whole number', notes('bestEpoch'), '4'],
  ])('is refused where %s', (sentence, path, value) => expect(refusal([path, value])).toBe(sentence));

  test('may be missing: then the Dense layer has a unit for each lead time, and nothing is known of the training', () => {
    const { trained, context } = fromLayersModel(changed([['userDefinedMetadata'], undefined]));
    expect({ ...trained, weights: undefined }).toEqual({
      shape,
      weights: undefined,
      ...{ epochs: 0, bestEpoch: 0, validationLoss: NaN },
    });
    expect(context).toBeUndefined();
    const wide = [config(3, 'units'), 2017] as [Path, unknown];
    expect(refusal([['userDefinedMetadata'], undefined], wide)).toBe(
      'it has 2017 lead times, at most 2016 are supported'
    );
  });

  test('tells the head of four units apart: four lead times of one value, or two of two', () => {
    const { trained } = fromLayersModel(changed([notes('outputs'), 2], [notes('valuesPerOutput'), 2]));
    expect(trained.shape).toEqual({ ...shape, outputs: 2, valuesPerOutput: 2 });
    expect(fromLayersModel(changed()).trained.shape).not.toHaveProperty('valuesPerOutput');
  });

  test('has no loss where there was none: JSON knows no NaN', () => {
    const without = toLayersModel({ ...model, validationLoss: NaN });
    expect(without.userDefinedMetadata.presage).toMatchObject({ validationLoss: null, context: null });
    expect(parseModel(toOneFile(without)).trained.validationLoss).toBeNaN();
  });
});

describe('files', () => {
  test('a model that does not fit its shape is not exported', () => {
    expect(() => toLayersModel({ ...model, weights: model.weights.subarray(1) })).toThrow('invalid-option');
    expect(() => toLayersModel({ ...model, shape: { ...shape, hidden: 129 } })).toThrow('too-large');
  });

  test('weights are little-endian, whatever the machine', () => {
    const bytes = new Uint8Array(toLayersModel({ ...model, weights: model.weights.map(() => 1) }).weightData);
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0, 128, 63, 0, 0, 128, 63]);
  });

  test('one beyond the largest size is refused before it is read', () => {
    expect(why(() => parseModel(' '.repeat(MAX_CHARACTERS + 1)))).toBe(
      `the file has ${MAX_CHARACTERS + 1} characters, more than ${MAX_CHARACTERS}`
    );
  });

  test('without weights, or with a manifest of another form', () => {
    const text = (change: object) => JSON.stringify({ ...JSON.parse(toOneFile(exported)), ...change });
    expect(why(() => parseModel(text({ weightData: undefined })))).toBe('it has no weights');
    expect(why(() => parseModel(text({ weightsManifest: 'a' }), new Uint8Array(4)))).toBe(
      'the list of weights is missing or of another form'
    );
    expect(why(() => parseModel(text({ weightsManifest: [7] }), new Uint8Array(4)))).toBe(
      'the list of weights is missing or of another form'
    );
    expect(why(() => parseModel(text({ weightsManifest: new Array(65).fill({}) }), new Uint8Array(4)))).toBe(
      'the list of weights has 65 entries, more than 64'
    );
  });

  test('the weights may be spread over several files', () => {
    const { json, weights } = toTwoFiles(exported);
    const { weightsManifest, ...rest } = JSON.parse(json);
    expect(weightsManifest).toHaveLength(1);
    expect(weightsManifest[0].paths).toEqual(['weights.bin']);
    const specs = weightsManifest[0].weights;
    const several = [
      { paths: ['a'], weights: specs.slice(0, 3) },
      { paths: ['b'], weights: specs.slice(3) },
    ];
    const read = parseModel(JSON.stringify({ ...rest, weightsManifest: several }), new Uint8Array(weights));
    expect(read.trained).toEqual(model);
  });

  test('base64 is read back as it was, of any length and beyond a chunk', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => expect(fromBase64(toBase64(bytes))).toEqual(bytes))
    );
    const long = Uint8Array.from({ length: 3 * 4096 * 2 + 5 }, (_, i) => i * 7);
    expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'));
    expect(fromBase64(toBase64(long))).toEqual(long);
    expect(why(() => fromBase64('&&&'))).toBe('its weights are not base64');
  });
});

describe('readers of what anyone may have written', () => {
  test('a record is an object, and no list', () => {
    expect([{}, { a: 1 }].map(isRecord)).toEqual([true, true]);
    expect([null, undefined, [], 'a', 7].map(isRecord)).toEqual([false, false, false, false, false]);
    expect(readRecord({ a: 1 }, phrase('it'))).toEqual({ a: 1 });
    expect(why(() => readRecord([], phrase('it')))).toBe('it is missing or of another form');
  });

  test('a list has at most so many entries', () => {
    expect(readList([1, 2], phrase('it'), 2)).toEqual([1, 2]);
    expect(why(() => readList([1, 2, 3], phrase('it'), 2))).toBe('it has 3 entries, more than 2');
    expect(why(() => readList({ length: 1 }, phrase('it'), 2))).toBe('it is missing or of another form');
  });

  test('a size lies within the limits of all engines', () => {
    expect([2, 512].map((steps) => readSize(steps, 'sequenceLength'))).toEqual([2, 512]);
    for (const size of [1, 2.5, NaN, '24', null, -Infinity]) {
      expect(why(() => readSize(size, 'sequenceLength'))).toBe(
        'the number of steps in a sequence is not a whole number of at least 2'
      );
    }
    expect(why(() => readSize(513, 'sequenceLength'))).toBe(
      'it has 513 steps in a sequence, at most 512 are supported'
    );
  });
});
