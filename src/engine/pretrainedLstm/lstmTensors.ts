import { PATCHES } from '../../core/networks';
import type { Trainable } from './parameters';
import { rowsOf, type Tensor, type TensorMemory } from './tensorMemory';

/**
 * One LSTM over the 48 patches of R windows on the device, forward and backward. Tensors of all steps are time-major,
 * (48 R, ..): a step's rows lie together, so that a step is one product and all steps are another.
 */
export class LstmTensors {
  /** (49 R, U) states, the first R rows before the first step */
  private readonly states: Tensor;
  private readonly cells: Tensor;
  private readonly squashed: Tensor;
  /** (48 R, 4U) gates after forward, gradients of their sums after backward */
  private readonly gates: Tensor;
  private readonly dStates: Tensor;
  private readonly dCells: Tensor;

  constructor(
    private readonly memory: TensorMemory,
    private readonly hidden: number,
    private readonly rows: number,
    private readonly kernel: Trainable,
    private readonly recurrent: Trainable,
    private readonly bias: Trainable
  ) {
    const all = PATCHES * rows;
    this.states = memory.reserve(all + rows, hidden);
    this.cells = memory.reserve(all + rows, hidden);
    this.squashed = memory.reserve(all, hidden);
    this.gates = memory.reserve(all, 4 * hidden);
    this.dStates = memory.reserve(rows, hidden);
    this.dCells = memory.reserve(rows, hidden);
  }

  /** (48 R, U) states after each step. */
  get outputs(): Tensor {
    return rowsOf(this.states, this.rows, PATCHES * this.rows);
  }

  /** (R, U) states after the last step. */
  get last(): Tensor {
    return this.at(this.states, PATCHES);
  }

  /** @param inputs (48 R, C) */
  forward(inputs: Tensor): void {
    const { memory, states, cells, squashed, gates, rows, hidden } = this;
    memory.multiply(inputs, this.kernel.value, gates, this.bias.value);
    for (let t = 0; t < PATCHES; t++) {
      const sums = this.at(gates, t);
      if (t > 0) {
        memory.multiply(this.at(states, t), this.recurrent.value, sums, sums);
      }
      memory.kernels.lstmStep(
        rows,
        hidden,
        sums.address,
        sums.stride,
        this.at(cells, t).address,
        this.at(cells, t + 1).address,
        this.at(squashed, t).address,
        this.at(states, t + 1).address,
        states.stride
      );
    }
  }

  /**
   * Adds to the gradients of the parameters, after `forward` on the same inputs.
   * @param upstream (48 R, U) gradient of the states after every step, or (R, U) of the last alone
   * @param dInputs receives the gradient (48 R, C) of the inputs, if given
   */
  backward(inputs: Tensor, upstream: Tensor, dInputs?: Tensor): void {
    const { memory, states, cells, squashed, gates, dStates, dCells, rows, hidden } = this;
    const everyStep = upstream.rows > rows;
    memory.copy(everyStep ? this.at(upstream, PATCHES - 1) : upstream, dStates);
    memory.clear(dCells);
    for (let t = PATCHES - 1; t >= 0; t--) {
      const sums = this.at(gates, t);
      memory.kernels.lstmStepBackward(
        rows,
        hidden,
        sums.address,
        sums.stride,
        this.at(cells, t).address,
        this.at(squashed, t).address,
        dStates.address,
        dCells.address,
        states.stride
      );
      if (t > 0) {
        memory.multiply(sums, this.recurrent.transposed, dStates, everyStep ? this.at(upstream, t - 1) : undefined);
      }
    }
    memory.addOuter(rowsOf(states, 0, PATCHES * rows), gates, this.recurrent.gradient);
    memory.addOuter(inputs, gates, this.kernel.gradient);
    memory.addRows(gates, this.bias.gradient);
    if (dInputs) {
      memory.multiply(gates, this.kernel.transposed, dInputs);
    }
  }

  /** The rows of step t. */
  private at(tensor: Tensor, t: number): Tensor {
    return rowsOf(tensor, t * this.rows, this.rows);
  }
}
