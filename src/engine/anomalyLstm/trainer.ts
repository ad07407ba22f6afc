import { FLOAT, LstmTensors, type Tensor, type TensorKernels, TensorMemory, type Trainable } from '../pretrainedLstm';
import { AdamW, cosineSchedule } from '../training';
import { PATCHES } from '../../core/networks';
import { type Random, createRandom } from '../model';
import { FEATURES, LEADS, type StreamView } from './features';
import { Head } from './head';

/** Units of the LSTM; 32 gain about nothing. */
export const HIDDEN = 16;
/** Windows of a training step. */
const BATCH = 16;
/** Rows of a window: as many steps as the kernels unroll. */
export const WINDOW = PATCHES;
/** Rows in which the state of a window finds itself, and nothing is scored. */
const SETTLING = 12;
const CLIP_NORM = 1;
const FARTHEST = LEADS[LEADS.length - 1];

/** The weights of the LSTM, gates i f g o: (FEATURES, 4U), (U, 4U), (4U). */
export interface LstmWeights {
  kernel: Float32Array;
  recurrent: Float32Array;
  bias: Float32Array;
}

/** Trains the LSTM and its head on windows of a stream, on the WASM kernels (truncated back-propagation through time). */
export class AnomalyLstmTrainer {
  readonly head: Head;
  private readonly memory: TensorMemory;
  private readonly parameters: Trainable[];
  private readonly inputs: Tensor;
  private readonly upstream: Tensor;
  private readonly lstm: LstmTensors;
  private readonly random: Random;

  constructor(kernels: TensorKernels, seed: number) {
    const memory = new TensorMemory(kernels);
    this.memory = memory;
    this.random = createRandom(seed);
    this.head = new Head(HIDDEN, seed + 1);
    const shapes = [FEATURES, HIDDEN, 1].map((rows) => ({ rows, columns: 4 * HIDDEN }));
    // Two regions of the same inner order, so that an optimiser goes over all values alike.
    const values = shapes.map(({ rows, columns }) => memory.reserve(rows, columns));
    const gradients = shapes.map(({ rows, columns }) => memory.reserve(rows, columns));
    const transposed = shapes.map(({ rows, columns }) => memory.reserve(columns, rows));
    this.parameters = values.map((value, i) => ({ value, gradient: gradients[i], transposed: transposed[i] }));
    this.inputs = memory.reserve(WINDOW * BATCH, FEATURES);
    this.upstream = memory.reserve(WINDOW * BATCH, HIDDEN);
    const [kernel, recurrent, bias] = this.parameters;
    this.lstm = new LstmTensors(memory, HIDDEN, BATCH, kernel, recurrent, bias);
    memory.provide();
    // An instance of the kernels may have served before.
    memory.floats.fill(0, kernels.heapBase() / FLOAT);
    this.initialise();
  }

  /**
   * Goes on learning from the rows before `end`, without a look at any later one.
   * @returns the mean loss of each step
   */
  train(view: StreamView, end: number, steps: number, learningRate: number): number[] {
    const { values, gradients } = this.regions();
    const { head } = this;
    const adam = new AdamW(values.length, 0, CLIP_NORM);
    const headAdam = new AdamW(head.weights.length, 0, CLIP_NORM);
    return Array.from({ length: steps }, (_, step) => {
      const loss = this.computeGradient(view, this.drawStarts(end));
      const rate = learningRate * cosineSchedule(step, steps, 0);
      adam.step(values, gradients, rate);
      headAdam.step(head.weights, head.gradient, rate);
      return loss;
    });
  }

  /** Leaves the gradient of the mean loss of these windows in `regions` and in the head. @returns the loss */
  computeGradient(view: StreamView, starts: Int32Array): number {
    const { memory, inputs, upstream, lstm, head } = this;
    this.regions().gradients.fill(0);
    head.gradient.fill(0);
    this.parameters.forEach(({ value, transposed }) => memory.transpose(value, transposed));
    memory.clear(upstream);
    for (let j = 0; j < WINDOW; j++) {
      starts.forEach((start, row) => {
        const from = (start + j) * FEATURES;
        memory.floats.set(view.inputs.subarray(from, from + FEATURES), this.at(inputs, j * BATCH + row));
      });
    }
    lstm.forward(inputs);
    const { outputs } = lstm;
    const count = BATCH * LEADS.length * (WINDOW - SETTLING);
    let sum = 0;
    for (let j = SETTLING; j < WINDOW; j++) {
      starts.forEach((start, b) => {
        const [row, at] = [start + j, j * BATCH + b];
        LEADS.forEach((ahead, lead) => {
          if (view.isDue[lead][row] === 1) {
            const [state, into] = [this.at(outputs, at), this.at(upstream, at)];
            const target = view.values[row + ahead];
            sum += head.learn(lead, view, row, memory.floats, state, target, 1 / count, memory.floats, into);
          }
        });
      });
    }
    lstm.backward(inputs, upstream);
    return sum / count;
  }

  /** All values of the LSTM and their gradients, with the padding of the kernels. */
  regions(): { values: Float32Array; gradients: Float32Array } {
    const [{ value, gradient }] = this.parameters;
    const [start, middle] = [value.address / FLOAT, gradient.address / FLOAT];
    const { floats } = this.memory;
    return { values: floats.subarray(start, middle), gradients: floats.subarray(middle, 2 * middle - start) };
  }

  weights(): LstmWeights {
    const [kernel, recurrent, bias] = this.parameters.map(({ value }) => {
      const compact = new Float32Array(value.rows * value.used);
      this.memory.read(value, compact);
      return compact;
    });
    return { kernel, recurrent, bias };
  }

  /** Uniform within 1 / sqrt(U); forget gates start open. */
  private initialise(): void {
    const limit = 1 / Math.sqrt(HIDDEN);
    this.parameters.forEach(({ value }, i) => {
      const weights = Float32Array.from({ length: value.rows * value.used }, () => limit * (2 * this.random() - 1));
      if (i === 2) {
        weights.fill(1, HIDDEN, 2 * HIDDEN);
      }
      this.memory.write(value, weights);
    });
  }

  /** First rows of windows whose targets all lie before `end`: half of them anywhere, half rather late. */
  private drawStarts(end: number): Int32Array {
    const last = end - WINDOW - FARTHEST;
    return Int32Array.from({ length: BATCH }, (_, row) => {
      const share = this.random();
      return Math.floor((last + 1) * (row % 2 === 0 ? share : Math.sqrt(share)));
    });
  }

  private at(tensor: Tensor, row: number): number {
    return (tensor.address + row * tensor.stride) / FLOAT;
  }
}

/** Rows without which there is no window. */
export const MIN_ROWS = WINDOW + FARTHEST + SETTLING;
