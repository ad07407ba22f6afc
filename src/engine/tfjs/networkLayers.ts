/**
 * Layers that TensorFlow.js lacks, or has in a form that cannot be trained everywhere: the gradient of its convolution
 * knows no dilation, and its WASM backend none at all. These are made of matrix products, sums and slices.
 */
import {
  add,
  concat,
  div,
  matMul,
  mean,
  mul,
  pad,
  relu,
  reshape,
  rsqrt,
  slice,
  softmax,
  split,
  square,
  sub,
  transpose,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { initializers, input, layers, model, type LayerVariable } from '@tensorflow/tfjs-layers';
import type { Kit } from '../layers';

type Shape = Array<number | null>;
const only = <T>(inputs: T | T[]): T => (Array.isArray(inputs) ? inputs[0] : inputs);
/** Of a layer that reads one input. */
const lengthsOf = (shape: Shape | Shape[]): Shape => (Array.isArray(shape[0]) ? (shape[0] as Shape) : (shape as Shape));

/** The common parts of these layers: weights that are set from outside, and the shape that they hand up. */
abstract class OwnLayer extends layers.Layer {
  protected weight(name: string, shape: number[]): LayerVariable {
    return this.addWeight(name, shape, 'float32', initializers.zeros());
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return this.compute(only(inputs));
  }

  override computeOutputShape(shape: Shape | Shape[]): Shape {
    return lengthsOf(shape);
  }

  protected abstract compute(x: Tensor): Tensor;
}

class Causal extends OwnLayer {
  static readonly className = 'Causal';
  private kernel!: LayerVariable;
  private bias!: LayerVariable;

  constructor(private readonly args: Parameters<Kit['causal']>[0]) {
    super({ name: args.name });
  }

  override build(shape: Shape | Shape[]): void {
    const { kernel, units } = this.args;
    this.kernel = this.weight('kernel', [kernel * (lengthsOf(shape)[2] as number), units]);
    this.bias = this.weight('bias', [units]);
    super.build(shape);
  }

  override computeOutputShape(shape: Shape | Shape[]): Shape {
    return [...lengthsOf(shape).slice(0, 2), this.args.units];
  }

  /** Each step beside those that it reads: one product of matrices (B T, K C) (K C, U). */
  protected compute(x: Tensor): Tensor {
    const { kernel, dilation, units } = this.args;
    const [rows, steps, width] = x.shape;
    const padded = pad(x, [
      [0, 0],
      [(kernel - 1) * dilation, 0],
      [0, 0],
    ]);
    const taps = Array.from({ length: kernel }, (_, k) => slice(padded, [0, k * dilation, 0], [rows, steps, width]));
    const read = reshape(concat(taps, 2), [rows * steps, kernel * width]);
    const sums = add(matMul(read, this.kernel.read() as Tensor2D), this.bias.read());
    return reshape(relu(sums), [rows, steps, units]);
  }
}

class Padded extends OwnLayer {
  static readonly className = 'Padded';

  constructor(private readonly args: Parameters<Kit['padded']>[0]) {
    super();
  }

  override computeOutputShape(shape: Shape | Shape[]): Shape {
    const [rows, steps, width] = lengthsOf(shape);
    return [rows, (steps as number) + this.args.steps, width];
  }

  protected compute(x: Tensor): Tensor {
    return pad(x, [
      [0, 0],
      [this.args.steps, 0],
      [0, 0],
    ]);
  }
}

class LastStep extends OwnLayer {
  static readonly className = 'LastStep';

  override computeOutputShape(shape: Shape | Shape[]): Shape {
    const [rows, , units] = lengthsOf(shape);
    return [rows, units];
  }

  protected compute(x: Tensor): Tensor {
    const [rows, steps, units] = x.shape;
    return reshape(slice(x, [0, steps - 1, 0], [rows, 1, units]), [rows, units]);
  }
}

class Places extends OwnLayer {
  static readonly className = 'Places';
  private kernel!: LayerVariable;

  override build(shape: Shape | Shape[]): void {
    this.kernel = this.weight('kernel', lengthsOf(shape).slice(1) as number[]);
    super.build(shape);
  }

  protected compute(x: Tensor): Tensor {
    return add(x, this.kernel.read());
  }
}

/** Keeps the deviation of a constant from 0. */
const EPSILON = 1e-5;

class Norm extends OwnLayer {
  static readonly className = 'Norm';
  private gamma!: LayerVariable;
  private beta!: LayerVariable;

  override build(shape: Shape | Shape[]): void {
    const units = lengthsOf(shape).at(-1) as number;
    this.gamma = this.weight('gamma', [units]);
    this.beta = this.weight('beta', [units]);
    super.build(shape);
  }

  protected compute(x: Tensor): Tensor {
    const centred = sub(x, mean(x, -1, true));
    const scaled = mul(centred, rsqrt(add(mean(square(centred), -1, true), EPSILON)));
    return add(mul(scaled, this.gamma.read()), this.beta.read());
  }
}

class Attention extends OwnLayer {
  static readonly className = 'Attention';

  constructor(private readonly args: Parameters<Kit['attention']>[0]) {
    super();
  }

  override computeOutputShape(shape: Shape | Shape[]): Shape {
    const [rows, steps, width] = lengthsOf(shape);
    return [rows, steps, (width as number) / 3];
  }

  /** softmax(q k' / sqrt(d)) v for each head of d = U / heads units. */
  protected compute(x: Tensor): Tensor {
    const { heads } = this.args;
    const [rows, steps, width] = x.shape;
    const each = width / 3 / heads;
    const [q, k, v] = split(x, 3, 2).map((part) => transpose(reshape(part, [rows, steps, heads, each]), [0, 2, 1, 3]));
    const weights = softmax(div(matMul(q, k, false, true), Math.sqrt(each)));
    return reshape(transpose(matMul(weights, v), [0, 2, 1, 3]), [rows, steps, heads * each]);
  }
}

/** All that the networks are made of. */
export const kit: Kit = {
  ...{ layers, input, model },
  causal: (args) => new Causal(args),
  padded: (args) => new Padded(args),
  lastStep: () => new LastStep(),
  places: (args) => new Places(args),
  norm: (args) => new Norm(args),
  attention: (args) => new Attention(args),
};
