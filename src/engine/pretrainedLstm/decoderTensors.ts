import { NET_QUANTILES } from '../../core/networks';
import type { Parameters, Trainable } from './parameters';
import type { PretrainedShape } from './shape';
import { rowsOf, type Tensor, type TensorMemory } from './tensorMemory';

/** The decoder for R windows of L lead times on the device, forward and backward: equations in `shape.ts`. */
export class DecoderTensors {
  /** (R L, leadFeatures) features of the lead times, which the caller fills */
  readonly inputs: Tensor;
  /** (R L, 11) quantiles after forward; the caller puts the gradient of the loss in their place */
  readonly outputs: Tensor;
  private readonly fromState: Tensor;
  private readonly first: Tensor;
  private readonly second: Tensor;
  private readonly dFirst: Tensor;
  private readonly dSecond: Tensor;
  private readonly weights: Record<
    'state' | 'lead' | 'firstBias' | 'second' | 'secondBias' | 'output' | 'outputBias',
    Trainable
  >;

  constructor(
    private readonly memory: TensorMemory,
    shape: PretrainedShape,
    private readonly rows: number,
    private readonly leads: number,
    parameters: Parameters
  ) {
    const all = rows * leads;
    this.inputs = memory.reserve(all, shape.leadFeatures);
    this.outputs = memory.reserve(all, NET_QUANTILES.length);
    this.fromState = memory.reserve(rows, shape.first);
    this.first = memory.reserve(all, shape.first);
    this.second = memory.reserve(all, shape.second);
    this.dFirst = memory.reserve(all, shape.first);
    this.dSecond = memory.reserve(all, shape.second);
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

  /** Adds to the gradients of the parameters. @param dStates (R, U) receives the gradient of the states */
  backward(states: Tensor, dStates: Tensor): void {
    const { memory, weights, first, second, dFirst, dSecond, outputs, fromState } = this;
    memory.addOuter(second, outputs, weights.output.gradient);
    memory.addRows(outputs, weights.outputBias.gradient);
    memory.multiply(outputs, weights.output.transposed, dSecond);
    memory.tanhBackward(second, dSecond);

    memory.addOuter(first, dSecond, weights.second.gradient);
    memory.addRows(dSecond, weights.secondBias.gradient);
    memory.multiply(dSecond, weights.second.transposed, dFirst);
    memory.tanhBackward(first, dFirst);

    memory.addOuter(this.inputs, dFirst, weights.lead.gradient);
    memory.clear(fromState);
    for (let row = 0; row < this.rows; row++) {
      memory.addRows(this.leadsOf(dFirst, row), rowsOf(fromState, row, 1));
    }
    memory.addOuter(states, fromState, weights.state.gradient);
    memory.addRows(fromState, weights.firstBias.gradient);
    memory.multiply(fromState, weights.state.transposed, dStates);
  }

  private leadsOf(tensor: Tensor, row: number): Tensor {
    return rowsOf(tensor, row * this.leads, this.leads);
  }
}
