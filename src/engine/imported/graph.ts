/**
 * The layers of a network as Keras and TensorFlow.js write them down, as plain data: a Sequential model is a chain, a
 * functional one says which layers each reads. Keras 3 says the same in other words.
 */
import { phrase } from '../../core/language';
import { isRecord, readList, readRecord, refuse } from '../layers';

/** A layer with its settings, which anyone may have written. */
export interface GraphLayer {
  /** its class, such as `LSTM` */
  kind: string;
  name: string;
  config: Record<string, unknown>;
  /** names of the layers that it reads */
  inputs: readonly string[];
}

export interface Graph {
  /** Keras 3 wrote it, whose hard sigmoid is another */
  isKeras3: boolean;
  /** each after those that it reads; the first is the input */
  layers: GraphLayer[];
  /** name of the layer that forecasts */
  output: string;
}

const MAX_LAYERS = 256;
/** Layers that a layer reads. */
const MAX_INPUTS = 16;
/** Characters of all settings together. */
export const MAX_TOPOLOGY = 500_000;

/** @throws ForecastFailure `invalid-model` */
export function readGraph(topology: unknown): Graph {
  const outer = readRecord(topology, phrase('the list of layers'));
  const model = isRecord(outer.model_config) ? outer.model_config : outer;
  const version = outer.keras_version ?? model.keras_version;
  const isKeras3 = typeof version === 'string' && version.startsWith('3.');
  return { ...readModel(model), isKeras3 };
}

type Layers = Omit<Graph, 'isKeras3'>;

function readModel(model: Record<string, unknown>): Layers {
  switch (model.class_name) {
    case 'Sequential':
      return readChain(model.config);
    case 'Model':
    case 'Functional':
      return readFunctional(readRecord(model.config, phrase('the list of layers')));
    default:
      return refuse(phrase('it is neither a Sequential nor a functional model'));
  }
}

function readChain(config: unknown): Layers {
  const all = readList(isRecord(config) ? config.layers : config, phrase('the list of layers'), MAX_LAYERS).map(
    (layer) => readLayer(layer, [])
  );
  const first = all[0] ?? refuse(phrase('it has no layers'));
  // The first layer may say the shape of the input itself.
  const layers = first.kind === 'InputLayer' ? all : [{ ...first, kind: 'InputLayer', name: inputOf(first) }, ...all];
  const chain = layers.map((layer, i) => ({ ...layer, inputs: i === 0 ? [] : [layers[i - 1].name] }));
  return checkGraph({ layers: chain, output: chain[chain.length - 1].name });
}

const inputOf = ({ name }: GraphLayer) => `${name}, its input`;

function readFunctional({ layers, input_layers: inputs, output_layers: outputs }: Record<string, unknown>): Layers {
  const all = readList(layers, phrase('the list of layers'), MAX_LAYERS).map((value) => {
    const nodes = readList(
      readRecord(value, phrase('a layer')).inbound_nodes,
      phrase('what a layer reads'),
      MAX_INPUTS
    );
    if (nodes.length > 1) {
      refuse(phrase('a layer is used twice'));
    }
    return readLayer(value, nodes.flatMap(readNode));
  });
  const input = readEnd(inputs, true);
  const sorted = sortLayers(all);
  if (sorted[0]?.name !== input || sorted.slice(1).some(({ kind }) => kind === 'InputLayer')) {
    refuse(phrase('it has not one input'));
  }
  return checkGraph({ layers: sorted, output: readEnd(outputs, false) });
}

function readLayer(value: unknown, inputs: string[]): GraphLayer {
  const { class_name: kind, config } = readRecord(value, phrase('a layer'));
  const settings = readRecord(config, phrase('the configuration of a layer'));
  const { name } = settings;
  return typeof kind === 'string' && typeof name === 'string' && name !== ''
    ? { kind, name, config: settings, inputs }
    : refuse(phrase('a layer has no name'));
}

/** Names of the layers that one call of a layer reads. */
function readNode(node: unknown): string[] {
  if (isRecord(node)) {
    // Keras 3: the arguments of the call.
    checkPlain(node.kwargs);
    const given = readList(node.args, phrase('what a layer reads'), MAX_INPUTS);
    const tensors = given.flatMap((one) =>
      Array.isArray(one) ? readList(one, phrase('what a layer reads'), MAX_INPUTS) : [one]
    );
    return tensors.map((tensor) => {
      const { config } = readRecord(tensor, phrase('what a layer reads'));
      return readEdge(readRecord(config, phrase('what a layer reads')).keras_history);
    });
  }
  return readList(node, phrase('what a layer reads'), MAX_INPUTS).map((edge) => {
    checkPlain(readList(edge, phrase('what a layer reads'), 4)[3]);
    return readEdge(edge);
  });
}

/** No argument of a call may be another layer's output, such as a state to start from. */
function checkPlain(given: unknown): void {
  if (
    given !== undefined &&
    Object.values(readRecord(given, phrase('what a layer reads'))).some(
      (one) => typeof one === 'object' && one !== null
    )
  ) {
    refuse(phrase('a layer is given more than its inputs'));
  }
}

/** The name in `[name, 0, 0]`: the first output of the first call. */
function readEdge(edge: unknown): string {
  const [name, call, output] = readList(edge, phrase('what a layer reads'), 4);
  return typeof name === 'string' && call === 0 && output === 0
    ? name
    : refuse(phrase('a layer is used twice, or has two outputs'));
}

/** The one input or output: `["lstm", 0, 0]`, or a list of it. */
function readEnd(value: unknown, isInput: boolean): string {
  const list = readList(value, isInput ? phrase('its input') : phrase('its output'), MAX_INPUTS);
  if (typeof list[0] === 'string') {
    return readEdge(list);
  }
  return list.length === 1
    ? readEdge(list[0])
    : refuse(isInput ? phrase('it has not one input') : phrase('it has not one output'));
}

/** Each layer after those that it reads. */
function sortLayers(layers: GraphLayer[]): GraphLayer[] {
  const sorted: GraphLayer[] = [];
  const placed = new Set<string>();
  let left = layers;
  while (left.length > 0) {
    const ready = left.filter(({ inputs }) => inputs.every((name) => placed.has(name)));
    if (ready.length === 0) {
      refuse(phrase('its layers read each other in a circle, or one that is not there'));
    }
    ready.forEach(({ name }) => placed.add(name));
    sorted.push(...ready);
    left = left.filter((layer) => !ready.includes(layer));
  }
  return sorted;
}

function checkGraph(graph: Layers): Layers {
  const names = new Set(graph.layers.map(({ name }) => name));
  if (names.size < graph.layers.length) {
    refuse(phrase('two of its layers have the same name'));
  }
  return names.has(graph.output) ? graph : refuse(phrase('the layer that forecasts is not there'));
}
