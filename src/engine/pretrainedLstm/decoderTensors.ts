import { NET_QUANTILES } from '../../core/networks';
import type { Parameters, Trainable } from './parameters';
import type { PretrainedShape } from './shape';
import { rowsOf, type Tensor, type TensorMemory } from './tensorMemory';

/** The decoder for R windows of L lead times on the device: equations in `shape.ts`. */
export class DecoderTensors {
  /** (R L, leadFeatures) features of the lead times, which the caller fills */
  readonly inputs: Tensor;
  /** (R L, 11) quantiles after forward */
  readonly outputs: Tensor;
  readonly fromState: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
  readonly weights: Record<
    'state' | 'lead' | 'firstBias' | 'second' | 'secondBias' | 'output' | 'outputBias',
    Trainable
  >;

  constructor(
    private readonly memory: TensorMemory,
    shape: PretrainedShape,
    readonly rows: number,
    private readonly leads: number,
    parameters: Parameters
  ) {
    const all = rows * leads;
    this.inputs = memory.reserve(all, shape.leadFeatures);
    this.outputs = memory.reserve(all, NET_QUANTILES.length);
    this.fromState = memory.reserve(rows, shape.first);
    this.first = memory.reserve(all, shape.first);
    this.second = memory.reserve(all, shape.second);
    this.weights = {
      state: parameters.named('state'),
      lead: parameters.named('lead'),
      firstBias: parameters.named('firstBias'),
      second: parameters.named('second'),
      secondBias: parameters.named('secondBias'),
      output: parameters.named('output'),
      outputBias: parameters.named('outputBias'),
    };
  }

  /** @param states (R, U) the encoder's last */
  forward(states: Tensor): void {
    const { memory, weights, first, second, fromState } = this;
    memory.multiply(states, weights.state.value, fromState, weights.firstBias.value);
    for (let row = 0; row < this.rows; row++) {
      const own = this.leadsOf(this.inputs, row);
      memory.multiply(own, weights.lead.value, this.leadsOf(first, row), rowsOf(fromState, row, 1));
    }
    memory.tanh(first);
    memory.multiply(first, weights.second.value, second, weights.secondBias.value);
    memory.tanh(second);
    memory.multiply(second, weights.output.value, this.outputs, weights.outputBias.value);
  }

  /** The lead times of a window. */
  leadsOf(tensor: Tensor, row: number): Tensor {
    return rowsOf(tensor, row * this.leads, this.leads);
  }
}
