import { english } from '../../core/language/phrase';
import { ForecastFailure } from '../../core/options/errors';
import { readPlan } from './plan';

type Layer = [kind: string, config?: object, reads?: unknown];

const INPUT: Layer = ['InputLayer', { batch_input_shape: [null, 8, 2] }];
/** A chain of layers, named by their place. */
const chain = (...layers: Layer[]) =>
  JSON.stringify({
    class_name: 'Sequential',
    config: layers.map(([kind, config], i) => ({ class_name: kind, config: { name: `l${i}`, ...config } })),
  });
/** A functional model whose last layer forecasts. */
const graph = (...layers: Layer[]) =>
  JSON.stringify({
    class_name: 'Functional',
    config: {
      layers: layers.map(([kind, config, reads], i) => ({
        ...{ class_name: kind, name: `l${i}`, config: { name: `l${i}`, ...config } },
        inbound_nodes: reads ?? (i === 0 ? [] : [[[`l${i - 1}`, 0, 0, {}]]]),
      })),
      input_layers: [['l0', 0, 0]],
      output_layers: [[`l${layers.length - 1}`, 0, 0]],
    },
  });

function why(topology: string): unknown {
  try {
    readPlan(topology);
  } catch (error) {
    return error instanceof ForecastFailure && error.detail.kind === 'invalid-model'
      ? english(error.detail.why)
      : error;
  }
  return 'none';
}

const DENSE: Layer = ['Dense', { units: 3 }];
const FLAT: Layer = ['Flatten'];

test('sizes and weights are known before anything is made', () => {
  const plan = readPlan(chain(INPUT, ['LSTM', { units: 4, return_sequences: false }], DENSE));
  expect(plan).toMatchObject({ sequenceLength: 8, features: 2, outputs: 3 });
  expect(plan.slots.map(({ name, shape, file }) => [name, shape.join('x'), file.layer])).toEqual([
    ['layer_1/kernel', '2x16', 'l1'],
    ['layer_1/recurrent_kernel', '4x16', 'l1'],
    ['layer_1/bias', '16', 'l1'],
    ['layer_2/kernel', '4x3', 'l2'],
    ['layer_2/bias', '3', 'l2'],
  ]);
});

test('the first layer may say the form of the input, and one value a lead time may have an axis of its own', () => {
  expect(readPlan(chain(['GRU', { units: 4, batch_input_shape: [null, 8, 2] }], DENSE)).features).toBe(2);
  expect(readPlan(chain(INPUT, FLAT, DENSE, ['Reshape', { target_shape: [3, 1] }])).outputs).toBe(3);
});

test.each<[string, string]>([
  ['its layers are not JSON', '{'],
  ['its layers are not JSON', '['.repeat(1e5)],
  ['its layers take 500001 characters, more than 500000', ' '.repeat(500_001)],
  ['the list of layers is missing or of another form', 'null'],
  ['it is neither a Sequential nor a functional model', '{"class_name":"Lambda"}'],
  ['it has no layers', chain()],
  ['the list of layers has 257 entries, more than 256', chain(INPUT, ...Array<Layer>(256).fill(DENSE))],
  ['its input is not a batch of sequences', chain(FLAT, DENSE)],
  ['its input is not a batch of sequences', chain(['InputLayer', { batch_input_shape: [null, 8] }], DENSE)],
  [
    'the number of steps in a sequence of its input is not a whole number from 2 to 512',
    chain(['InputLayer', { batch_input_shape: [null, null, 2] }], FLAT, DENSE),
  ],
  [
    'the number of features of its input is not a whole number from 1 to 32',
    chain(['InputLayer', { batch_shape: [null, 8, 33] }], FLAT, DENSE),
  ],
  ['its output has the form 8 x 3, not one value for each of at most 2016 lead times', chain(INPUT, DENSE)],
  [
    'its output has the form 2017, not one value for each of at most 2016 lead times',
    chain(INPUT, FLAT, ['Dense', { units: 2017 }]),
  ],
  [
    'the reset_after of a layer of class GRU is missing or not supported',
    chain(INPUT, ['GRU', { units: 4, reset_after: true }]),
  ],
  [
    'the stateful of a layer of class LSTM is missing or not supported',
    chain(INPUT, ['LSTM', { units: 4, stateful: true }]),
  ],
  [
    'the activation of a layer of class Dense is missing or not supported',
    chain(INPUT, FLAT, ['Dense', { units: 3, activation: 'toString' }]),
  ],
  [
    'the activation of a layer of class Dense is missing or not supported',
    chain(INPUT, FLAT, ['Dense', { units: 3, activation: { class_name: 'Custom' } }]),
  ],
  [
    'the target_shape of a layer of class Reshape is missing or not supported',
    chain(INPUT, ['Reshape', { target_shape: [-1, -1] }]),
  ],
  [
    'the target_shape of a layer of class Reshape is missing or not supported',
    chain(INPUT, ['Reshape', { target_shape: [0] }]),
  ],
  ['a layer reads more steps than there are', chain(INPUT, ['Conv1D', { filters: 2, kernel_size: 9 }])],
  ['a layer reads values of another form than its class does', chain(INPUT, FLAT, ['LSTM', { units: 4 }])],
  [
    'its layers make 4194352 values of one window, more than 1048576, or one of them more than 262144',
    chain(INPUT, FLAT, ['Dense', { units: 32 }], ['RepeatVector', { n: 65_536 }], FLAT),
  ],
])('is refused: %s', (sentence, topology) => {
  expect(why(topology)).toBe(sentence);
});

test('the hard sigmoid of Keras 3 is another than that of TensorFlow.js', () => {
  const text = chain(INPUT, ['LSTM', { units: 4, recurrent_activation: 'hard_sigmoid' }], DENSE);
  expect(why(text)).toBe('none');
  expect(why(text.replace('{', '{"keras_version":"3.4.1",'))).toContain('the recurrent_activation of a layer');
});

test('more multiplications than a browser should make are refused', () => {
  const wide: Layer = ['InputLayer', { batch_input_shape: [null, 512, 32] }];
  expect(why(chain(wide, ['LSTM', { units: 400 }], DENSE))).toMatch(/^it takes \d+ multiplications for one window/);
});

describe('functional models', () => {
  test('may join layers, in whatever order they stand', () => {
    const branch = (i: number): Layer => ['LSTM', { units: 4, name: `l${i}` }, [[['l0', 0, 0, {}]]]];
    const both: Layer = [
      'Concatenate',
      {},
      [
        [
          ['l1', 0, 0, {}],
          ['l2', 0, 0, {}],
        ],
      ],
    ];
    const plan = readPlan(graph(INPUT, branch(1), branch(2), both, DENSE));
    expect(plan.slots.find(({ name }) => name === 'layer_4/kernel')?.shape).toEqual([8, 3]);
  });

  test.each<[string, unknown]>([
    ['its layers read each other in a circle, or one that is not there', [[['l9', 0, 0, {}]]]],
    ['its layers read each other in a circle, or one that is not there', [[['l2', 0, 0, {}]]]],
    ['a layer is used twice', [[['l0', 0, 0, {}]], [['l0', 0, 0, {}]]]],
    ['a layer is used twice, or has two outputs', [[['l0', 0, 1, {}]]]],
    ['a layer is given more than its inputs', [[['l0', 0, 0, { initial_state: ['l0', 0, 0] }]]]],
    ['what a layer reads is missing or of another form', 'l0'],
    ['what a layer reads is missing or of another form', [{ args: [7], kwargs: {} }]],
    [
      'a layer reads values of another form than its class does',
      [
        [
          ['l0', 0, 0, {}],
          ['l0', 0, 0, {}],
        ],
      ],
    ],
  ])('are refused: %s', (sentence, reads) => {
    expect(why(graph(INPUT, ['LSTM', { units: 4 }, reads], DENSE))).toBe(sentence);
  });
});
