/** Layers of an imported model that join the outputs of others. */
import { phrase } from '../../core/language';
import { refuse } from '../layers';
import { type LayerRow, type Lengths, product, weightless } from './layerRow';

const unequal = () => refuse(phrase('a layer joins values of different lengths'));

/** Of values of the same lengths. */
const merge =
  (kind: 'add' | 'multiply' | 'average' | 'maximum' | 'minimum'): LayerRow =>
  (_, inputs) => {
    const [first, ...others] = inputs;
    if (others.length === 0 || others.some((other) => other.join() !== first.join())) {
      unequal();
    }
    return weightless(first, ({ layers }, name) => layers[kind]({ name }));
  };

const concatenate: LayerRow = (settings, inputs) => {
  const first = inputs[0] ?? unequal();
  const axis = settings.axis('axis', first.length, -1);
  const rest = (lengths: Lengths) => lengths.map((length, i) => (i === axis ? 0 : length)).join();
  if (inputs.length < 2 || inputs.some((other) => rest(other) !== rest(first))) {
    unequal();
  }
  const output = first.map((length, i) => (i === axis ? inputs.reduce((sum, other) => sum + other[i], 0) : length));
  return weightless(output, ({ layers }, name) => layers.concatenate({ name, axis: axis + 1 }));
};

/** Products of two matrices, as attention makes of queries, keys and values. */
const dot: LayerRow = (settings, inputs) => {
  settings.mustBe({ normalize: false });
  if (inputs.length !== 2 || inputs.some((input) => input.length !== 2)) {
    refuse(phrase('a layer reads values of another form than its class does'));
  }
  const [a, b] = inputs;
  const asked = settings.integers('axes', 2);
  const [inA, inB] = [asked[0], asked[asked.length - 1]].map((one) => settings.axisOf(one, 'axes', 2));
  if (a[inA] !== b[inB]) {
    unequal();
  }
  const output = [a[1 - inA], b[1 - inB]];
  return {
    ...weightless(output, ({ layers }, name) => layers.dot({ name, axes: [inA + 1, inB + 1] })),
    work: product(output) * a[inA],
  };
};

export const mergeRows: Readonly<Record<string, LayerRow>> = {
  Add: merge('add'),
  Multiply: merge('multiply'),
  Average: merge('average'),
  Maximum: merge('maximum'),
  Minimum: merge('minimum'),
  Concatenate: concatenate,
  Dot: dot,
};
