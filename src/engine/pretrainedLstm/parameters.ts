import { listParameters, type Parameter, type PretrainedShape } from './shape';
import type { Tensor, TensorMemory } from './tensorMemory';

/** A matrix of the network on the device, its gradient, and its transposed for the way back. */
export interface Trainable {
  value: Tensor;
  gradient: Tensor;
  transposed: Tensor;
}

/** All parameters on the device. Values and gradients are two regions of the same inner order, padding is 0. */
export class Parameters {
  readonly list: Parameter[];
  readonly tensors: Trainable[];

  constructor(
    private readonly memory: TensorMemory,
    shape: PretrainedShape
  ) {
    this.list = listParameters(shape);
    const values = this.list.map(({ rows, columns }) => memory.reserve(rows, columns));
    const gradients = this.list.map(({ rows, columns }) => memory.reserve(rows, columns));
    this.tensors = this.list.map(({ rows, columns }, i) => ({
      value: values[i],
      gradient: gradients[i],
      transposed: memory.reserve(columns, rows),
    }));
  }

  named(name: string): Trainable {
    return this.tensors[this.list.findIndex((parameter) => parameter.name === name)];
  }

  write(weights: Float32Array): void {
    this.list.forEach(({ offset }, i) => this.memory.write(this.tensors[i].value, weights, offset));
  }
}
