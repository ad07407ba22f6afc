/**
 * An imported network, understood: its layers in the words of TensorFlow.js, its weights as a list, and all its sizes,
 * before anything of it is allocated. It is kept as its topology, the text that its file has, and read anew by whoever
 * needs it: what was stored is as little to be trusted as what was imported.
 */
import { phrase } from '../../core/language';
import { type Kit, type Node, type Slot, apply, parseJson, refuse, sizeOf } from '../layers';
import { SIZE_LIMITS } from '../model';
import { type Graph, type GraphLayer, MAX_TOPOLOGY, readGraph } from './graph';
import { type Lengths, type Planned, product } from './layerRow';
import { layerRows } from './layerRows';
import { Settings } from './settings';

/** A weight, and where it stands in the file: its own name after that of its layer. */
interface FileSlot extends Slot {
  file: { layer: string; weight: string };
}

export interface Plan {
  /** T and C of the input */
  sequenceLength: number;
  features: number;
  /** H */
  outputs: number;
  slots: FileSlot[];
  connect(kit: Kit, input: Node): Node;
}

/** The largest LSTM of our own has 0.5 million, and 4 million with 2,016 lead times of 9 values. */
const MAX_PARAMETERS = 4_000_000;
/** Values of a layer for one window, and of all layers together: 64 windows are forecast at once. */
const MAX_VALUES = 2 ** 18;
const MAX_ALL_VALUES = 2 ** 20;
/** Multiplications for one window: three LSTMs of 128 units over 512 steps. */
const MAX_WORK = 2 ** 28;

interface Step extends Planned {
  layer: GraphLayer;
  /** a name of ours: TensorFlow.js uses names as keys */
  id: string;
}

/** @throws ForecastFailure `invalid-model` */
export function readPlan(topology: string): Plan {
  const graph = readGraph(parseJson(topology, 'layers', MAX_TOPOLOGY));
  const [inputLayer, ...layers] = graph.layers;
  const { sequenceLength, features } = readInput(inputLayer);
  const outputs = new Map<string, Lengths>([[inputLayer.name, [sequenceLength, features]]]);
  const steps = layers.map((layer, i): Step => {
    const planned = planLayer(
      layer,
      layer.inputs.map((name) => outputs.get(name)!),
      graph.isKeras3
    );
    outputs.set(layer.name, planned.output);
    return { ...planned, layer, id: `layer_${i + 1}` };
  });
  checkSizes(steps);
  const output = outputs.get(graph.output)!;
  return {
    ...{ sequenceLength, features, outputs: readOutput(output) },
    slots: steps.flatMap(slotsOf),
    connect: (kit, input) => connect(kit, graph, steps, input, output.length),
  };
}

function planLayer(layer: GraphLayer, inputs: Lengths[], isKeras3: boolean): Planned {
  const row = Object.hasOwn(layerRows, layer.kind) ? layerRows[layer.kind] : undefined;
  return row ? row(new Settings(layer, isKeras3), inputs) : refuse(unknownClass(layer));
}

/** Says the class of a layer that is not known where it is a plain word. */
const unknownClass = ({ kind }: GraphLayer) =>
  /^\w{1,40}$/.test(kind)
    ? phrase('it has a layer of a class that is not supported, {{kind}}', { kind })
    : phrase('it has a layer of a class that is not supported');

function readInput({ kind, config }: GraphLayer): { sequenceLength: number; features: number } {
  const shape = config.batch_input_shape ?? config.batch_shape;
  if (kind !== 'InputLayer' || !Array.isArray(shape) || shape.length !== 3) {
    refuse(phrase('its input is not a batch of sequences'));
  }
  const read = (value: unknown, size: 'sequenceLength' | 'features') => {
    const { min, max, what } = SIZE_LIMITS[size];
    return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(
          phrase('the number of {{what}} of its input is not a whole number from {{min}} to {{max}}', {
            what,
            min,
            max,
          })
        );
  };
  return { sequenceLength: read(shape[1], 'sequenceLength'), features: read(shape[2], 'features') };
}

/** Lead times of (H) or (H, 1). */
function readOutput(lengths: Lengths): number {
  const { max } = SIZE_LIMITS.outputs;
  const isFlat = lengths.length === 1 || (lengths.length === 2 && lengths[1] === 1);
  return isFlat && lengths[0] <= max
    ? lengths[0]
    : refuse(
        phrase('its output has the form {{form}}, not one value for each of at most {{max}} lead times', {
          form: lengths.join(' x '),
          max,
        })
      );
}

function checkSizes(steps: Step[]): void {
  const sizes = steps.map(({ output }) => product(output));
  const values = sizes.reduce((sum, size) => sum + size, 0);
  if (values > MAX_ALL_VALUES || sizes.some((size) => size > MAX_VALUES)) {
    refuse(
      phrase(
        'its layers make {{count}} values of one window, more than {{most}}, or one of them more than {{mostOfOne}}',
        { count: values, most: MAX_ALL_VALUES, mostOfOne: MAX_VALUES }
      )
    );
  }
  const parameters = steps.map(({ weights }) => weights.reduce((sum, weight) => sum + sizeOf(weight), 0));
  const all = parameters.reduce((sum, count) => sum + count, 0);
  if (all > MAX_PARAMETERS) {
    refuse(phrase('it has {{count}} parameters, more than {{most}}', { count: all, most: MAX_PARAMETERS }));
  }
  const work = steps.reduce((sum, step, i) => sum + (step.work ?? parameters[i] * step.steps), 0);
  if (work > MAX_WORK) {
    refuse(
      phrase('it takes {{count}} multiplications for one window, more than {{most}}', { count: work, most: MAX_WORK })
    );
  }
}

function slotsOf({ id, layer, weights }: Step): FileSlot[] {
  return weights.map(({ name, shape, half }) => ({
    name: half ? `${id}/${half.side}_${id}/${name}` : `${id}/${name}`,
    shape,
    start: 'zeros',
    file: { layer: half ? `${half.side}_${half.inner}` : layer.name, weight: name },
  }));
}

function connect(kit: Kit, { layers, output }: Graph, steps: Step[], input: Node, rank: number): Node {
  const nodes = new Map([[layers[0].name, input]]);
  for (const step of steps) {
    const inputs = step.layer.inputs.map((name) => nodes.get(name)!);
    nodes.set(step.layer.name, step.connect(kit, step.id, inputs));
  }
  const forecast = nodes.get(output)!;
  return rank > 1 ? apply(kit.layers.flatten({ name: 'lead_times' }), forecast) : forecast;
}
