import type { DecoderTensors } from '../../../src/engine/pretrainedLstm/decoderTensors';
import { rowsOf, type Tensor, type TensorMemory } from '../../../src/engine/pretrainedLstm/tensorMemory';

/** The way back through the decoder. */
export class DecoderGradient {
  private readonly dFirst: Tensor;
  private readonly dSecond: Tensor;

  constructor(
    private readonly memory: TensorMemory,
    private readonly decoder: DecoderTensors
  ) {
    const { first, second } = decoder;
    this.dFirst = memory.reserve(first.rows, first.used);
    this.dSecond = memory.reserve(second.rows, second.used);
  }

  /**
   * Adds to the gradients of the parameters, after `forward` on the same states, with the gradient of the loss in the
   * place of the outputs.
   * @param states (R, U) the encoder's last @param dStates (R, U) receives their gradient
   */
  backward(states: Tensor, dStates: Tensor): void {
    const { memory, dFirst, dSecond } = this;
    const { weights, first, second, inputs, outputs, fromState, rows } = this.decoder;
    memory.addOuter(second, outputs, weights.output.gradient);
    memory.addRows(outputs, weights.outputBias.gradient);
    memory.multiply(outputs, weights.output.transposed, dSecond);
    memory.tanhBackward(second, dSecond);

    memory.addOuter(first, dSecond, weights.second.gradient);
    memory.addRows(dSecond, weights.secondBias.gradient);
    memory.multiply(dSecond, weights.second.transposed, dFirst);
    memory.tanhBackward(first, dFirst);

    memory.addOuter(inputs, dFirst, weights.lead.gradient);
    memory.clear(fromState);
    for (let row = 0; row < rows; row++) {
      memory.addRows(this.decoder.leadsOf(dFirst, row), rowsOf(fromState, row, 1));
    }
    memory.addOuter(states, fromState, weights.state.gradient);
    memory.addRows(fromState, weights.firstBias.gradient);
    memory.multiply(fromState, weights.state.transposed, dStates);
  }
}
