import { listParameters, type Parameter, type PretrainedShape } from './shape';
import { FLOAT, type Tensor, type TensorMemory } from './tensorMemory';

/** A matrix of the network on the device, its gradient, and its transposed for the way back. */
export interface Trainable {
  value: Tensor;
  gradient: Tensor;
  transposed: Tensor;
}

/** All parameters on the device. Values and gradients are two regions of the same inner order, padding is 0. */
export class Parameters {
  private readonly list: Parameter[];
  private readonly tensors: Trainable[];

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

  /** Views of both regions, for an optimiser that goes over all parameters alike. */
  regions(): { values: Float32Array; gradients: Float32Array } {
    const [{ value, gradient }] = this.tensors;
    const start = value.address / FLOAT;
    const middle = gradient.address / FLOAT;
    const { floats } = this.memory;
    return { values: floats.subarray(start, middle), gradients: floats.subarray(middle, 2 * middle - start) };
  }

  write(weights: Float32Array): void {
    this.list.forEach(({ offset }, i) => this.memory.write(this.tensors[i].value, weights, offset));
  }

  /** @returns (P) in the order of `listParameters` */
  read(part: 'value' | 'gradient'): Float32Array {
    const last = this.list[this.list.length - 1];
    const weights = new Float32Array(last.offset + last.rows * last.columns);
    this.list.forEach(({ offset }, i) => this.memory.read(this.tensors[i][part], weights, offset));
    return weights;
  }

  /** Before the first slice of a batch. */
  beginBatch(): void {
    this.regions().gradients.fill(0);
    for (const { value, transposed } of this.tensors) {
      this.memory.transpose(value, transposed);
    }
  }
}
