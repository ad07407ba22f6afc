import { phrase } from '../../core/language';
import { MAX_QUANTILES, type ModelShape, SIZE_LIMITS } from '../model';
import type { LayerNames } from './topology';
import { isRecord, readList, readRecord, readSize, refuse } from '../layers';

export interface ReadTopology {
  /** all sizes but the head's, which is H Q units wide */
  body: Omit<ModelShape, 'outputs' | 'valuesPerOutput'>;
  width: number;
  names: LayerNames;
}

interface Layer {
  kind: unknown;
  name: string;
  config: Record<string, unknown>;
}

const MAX_WIDTH = SIZE_LIMITS.outputs.max * MAX_QUANTILES;

/**
 * The network a topology describes, as TensorFlow.js writes it or its converter from Keras. Only what `lstm.ts` computes passes: a
 * Sequential of LSTM layers of one width and a linear Dense layer.
 * @throws ForecastFailure `invalid-model`
 */
export function readTopology(value: unknown): ReadTopology {
  const outer = readRecord(value, phrase('the list of layers'));
  const model = isRecord(outer.model_config) ? outer.model_config : outer;
  if (model.class_name !== 'Sequential') {
    refuse(phrase('it is not a Sequential model'));
  }
  const config = isRecord(model.config) ? model.config.layers : model.config;
  const all = readList(config, phrase('the list of layers'), SIZE_LIMITS.layers.max + 2).map(readLayer);
  const input = all[0]?.kind === 'InputLayer' ? all[0] : undefined;
  const layers = input ? all.slice(1) : all;
  const lstms = layers.slice(0, -1);
  const head = layers.at(-1);
  readSize(lstms.length, 'layers');
  if (head?.kind !== 'Dense' || lstms.some(({ kind }) => kind !== 'LSTM')) {
    refuse(phrase('its layers are not LSTM layers and one Dense layer'));
  }
  if (new Set(layers.map(({ name }) => name)).size < layers.length) {
    refuse(phrase('two of its layers have the same name'));
  }
  lstms.forEach((layer, l) => checkLstm(layer, l === lstms.length - 1));
  checkSettings(head, { activation: 'linear', use_bias: true });
  const hidden = readSize(lstms[0].config.units, 'hidden');
  if (lstms.some(({ config: { units } }) => units !== hidden)) {
    refuse(phrase('its LSTM layers are not of the same width'));
  }
  const body = { ...readInput((input ?? lstms[0]).config), layers: lstms.length, hidden };
  return { body, width: readWidth(head), names: { lstms: lstms.map(({ name }) => name), head: head.name } };
}

function readLayer(value: unknown): Layer {
  const { class_name: kind, config } = readRecord(value, phrase('a layer'));
  const settings = readRecord(config, phrase('the configuration of a layer'));
  return typeof settings.name === 'string' && settings.name !== ''
    ? { kind, name: settings.name, config: settings }
    : refuse(phrase('a layer has no name'));
}

function checkLstm(layer: Layer, isLast: boolean): void {
  checkSettings(layer, { activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true });
  const { config } = layer;
  for (const name of ['go_backwards', 'stateful', 'return_state', 'time_major']) {
    if (config[name] !== undefined && config[name] !== false) {
      refuse(phrase('an LSTM layer has {{name}} set', { name }));
    }
  }
  if (config.return_sequences !== !isLast) {
    refuse(phrase('an LSTM layer does not return what the layer above it reads'));
  }
}

function checkSettings({ config }: Layer, wanted: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (config[name] !== value) {
      refuse(phrase('{{name}} of a layer is not {{value}}', { name, value: String(value) }));
    }
  }
}

function readInput(config: Record<string, unknown>): Pick<ModelShape, 'sequenceLength' | 'features'> {
  const lengths = readList(config.batch_input_shape ?? config.batch_shape, phrase('the shape of the input'), 3);
  if (lengths.length !== 3) {
    refuse(phrase('its input is not a batch of sequences'));
  }
  return { sequenceLength: readSize(lengths[1], 'sequenceLength'), features: readSize(lengths[2], 'features') };
}

function readWidth({ config: { units } }: Layer): number {
  return typeof units === 'number' && Number.isInteger(units) && units >= 1 && units <= MAX_WIDTH
    ? units
    : refuse(phrase('the width of its Dense layer is not in [1, {{max}}]', { max: MAX_WIDTH }));
}
