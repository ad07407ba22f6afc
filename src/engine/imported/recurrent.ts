/** Recurrent layers of an imported model: LSTM, GRU, SimpleRNN, and two of one, of which one runs backwards. */
import { type Kit, ZEROS, apply } from '../layers';
import { type LayerRow, type Lengths, type Planned, type PlannedWeight, last, only } from './layerRow';
import type { Settings } from './settings';

/** Blocks of columns in the weights of each class. */
const GATES = { LSTM: 4, GRU: 3, SimpleRNN: 1 } as const;
type RecurrentKind = keyof typeof GATES;

interface Recurrent extends Omit<Planned, 'connect'> {
  make(kit: Kit, name: string): ReturnType<Kit['layers']['simpleRNN']>;
}

/** @param inputs (T, C) */
function readRecurrent(kind: RecurrentKind, settings: Settings, inputs: Lengths[]): Recurrent {
  const [steps, width] = only(inputs, 2);
  settings.mustBe({ go_backwards: false, stateful: false, return_state: false, time_major: false });
  // Of a GRU: TensorFlow.js knows the older form alone.
  settings.mustBe({ reset_after: false });
  const units = settings.size('units');
  const useBias = settings.flag('use_bias', true);
  const returnSequences = settings.flag('return_sequences', false);
  const activation = settings.activation('activation', 'tanh');
  const recurrentActivation = settings.activation('recurrent_activation', 'sigmoid');
  const args = { units, useBias, returnSequences, activation, ...ZEROS, recurrentInitializer: 'zeros' as const };
  const gates = GATES[kind] * units;
  return {
    output: returnSequences ? [steps, units] : [units],
    weights: [
      { name: 'kernel', shape: [width, gates] },
      { name: 'recurrent_kernel', shape: [units, gates] },
      ...(useBias ? [{ name: 'bias', shape: [gates] }] : []),
    ],
    steps,
    make({ layers }, name) {
      switch (kind) {
        case 'LSTM':
          return layers.lstm({ ...args, name, recurrentActivation, unitForgetBias: false });
        case 'GRU':
          return layers.gru({ ...args, name, recurrentActivation });
        case 'SimpleRNN':
          return layers.simpleRNN({ ...args, name });
      }
    },
  };
}

const row =
  (kind: RecurrentKind): LayerRow =>
  (settings, inputs) => {
    const { make, ...planned } = readRecurrent(kind, settings, inputs);
    return { ...planned, connect: (kit, name, [x]) => apply(make(kit, name), x) };
  };

export const recurrentRows: Readonly<Record<RecurrentKind, LayerRow>> = {
  LSTM: row('LSTM'),
  GRU: row('GRU'),
  SimpleRNN: row('SimpleRNN'),
};

/** Settings that both halves have to share. */
const HALVED = ['units', 'activation', 'recurrent_activation', 'use_bias', 'return_sequences', 'reset_after'];

export const bidirectional: LayerRow = (settings, inputs) => {
  const { kind, name, settings: own } = settings.inner('layer');
  // Keras 3 says the name of the half, others that of the layer before it was halved.
  const inner = name.replace(/^forward_/, '');
  if (!Object.hasOwn(GATES, kind)) {
    settings.refuse('layer');
  }
  const back = settings.has('backward_layer') ? settings.inner('backward_layer') : undefined;
  if (back && (back.kind !== kind || !back.settings.isLike(own, ...HALVED))) {
    settings.refuse('backward_layer');
  }
  const mergeMode = settings.choice('merge_mode', ['concat', 'sum', 'mul', 'ave'], 'concat');
  const { output, weights, steps, make } = readRecurrent(kind as RecurrentKind, own, inputs);
  const halfOf = (side: 'forward' | 'backward') =>
    weights.map((weight): PlannedWeight => ({ ...weight, half: { side, inner } }));
  return {
    output: [...output.slice(0, -1), last(output) * (mergeMode === 'concat' ? 2 : 1)],
    weights: [...halfOf('forward'), ...halfOf('backward')],
    steps,
    connect: (kit, id, [x]) => apply(kit.layers.bidirectional({ name: id, layer: make(kit, id), mergeMode }), x),
  };
};
