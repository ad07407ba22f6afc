/**
 * A network in the words of Keras alone, for its file. Layers of ours are written as layers that Keras and TensorFlow.js
 * both have: heads of an attention as dense layers, products and softmaxes, a learned place as a normalisation that
 * changes nothing and adds it. Their weights are those of the network, cut and scaled.
 */
import { type Slot, sizeOf } from '../layers';
import type { ModelShape } from '../model';

/** A weight of the file, in terms of the flat parameters (P). */
export interface StandardWeight {
  layer: string;
  weight: string;
  shape: readonly number[];
  /** of each value: the parameter that it is `factor` times; absent for a weight that is `constant` */
  sources?: Int32Array;
  factor: number;
  constant: number;
}

/** A part of a weight of the network. */
interface Part {
  slot: string;
  /** its columns, from and to; all where absent */
  columns?: readonly [from: number, to: number];
  factor?: number;
}

export class StandardForm {
  /** in Keras' JSON */
  readonly layers: object[] = [];
  readonly weights: StandardWeight[] = [];
  private readonly offsets = new Map<string, { from: number; columns: number; size: number }>();

  /** @param slots of the network, whose order is that of its parameters */
  constructor(
    private readonly shape: ModelShape,
    slots: readonly Slot[]
  ) {
    let from = 0;
    for (const slot of slots) {
      const size = sizeOf(slot);
      this.offsets.set(slot.name, { from, size, columns: slot.shape[slot.shape.length - 1] });
      from += size;
    }
  }

  /** Adds a layer, and returns its name. */
  add(kind: string, name: string, reads: string | readonly string[], config: object = {}): string {
    const inputs = typeof reads === 'string' ? [reads] : reads;
    this.layers.push({
      ...{ class_name: kind, name, config: { name, trainable: true, dtype: 'float32', ...config } },
      inbound_nodes: inputs.length > 0 ? [inputs.map((input) => [input, 0, 0, {}])] : [],
    });
    return name;
  }

  input(): string {
    const { sequenceLength, features } = this.shape;
    const config = { batch_input_shape: [null, sequenceLength, features], sparse: false };
    return this.add('InputLayer', 'input', [], config);
  }

  /** The weight of a layer that is a weight of the network, or some columns of it. */
  weight(layer: string, weight: string, shape: readonly number[], { slot, columns, factor = 1 }: Part): void {
    const { from, size, columns: width } = this.offsets.get(slot)!;
    const [first, end] = columns ?? [0, width];
    const rows = size / width;
    const sources = new Int32Array(rows * (end - first));
    sources.forEach((_, i) => {
      const row = Math.floor(i / (end - first));
      sources[i] = from + row * width + first + (i % (end - first));
    });
    this.weights.push({ layer, weight, shape, sources, factor, constant: 0 });
  }

  /** The weight of a layer that is one number everywhere. */
  constant(layer: string, weight: string, shape: readonly number[], constant: number): void {
    this.weights.push({ layer, weight, shape, factor: 1, constant });
  }

  /** A dense layer of the network, or one of some of its columns. */
  dense(
    name: string,
    reads: string,
    inputs: number,
    part: Partial<Part> & { units: number; activation?: string }
  ): string {
    const { units, activation = 'linear', slot = name, columns, factor } = part;
    this.add('Dense', name, reads, { units, activation, use_bias: true });
    this.weight(name, 'kernel', [inputs, units], { slot: `${slot}/kernel`, columns, factor });
    this.weight(name, 'bias', [units], { slot: `${slot}/bias`, columns, factor });
    return name;
  }

  /** (T, U) -> (U), the last one. */
  lastStep(reads: string, units: number): string {
    const { sequenceLength } = this.shape;
    const picture = this.add('Reshape', 'as_picture', reads, { target_shape: [sequenceLength, units, 1] });
    const cropping = [
      [sequenceLength - 1, 0],
      [0, 0],
    ];
    const cropped = this.add('Cropping2D', 'last_step', picture, { cropping, data_format: 'channels_last' });
    return this.add('Flatten', 'as_vector', cropped);
  }
}

/** Writes a network down, from the name of its input to that of its head. */
export type Describe = (form: StandardForm, shape: ModelShape, input: string) => string;
