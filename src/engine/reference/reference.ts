import {
  Adam,
  type Dataset,
  type DropoutMask,
  type Engine,
  type Loss,
  type ModelShape,
  type Network,
  type NetworkOptions,
  batches,
  checkInputs,
  checkNetwork,
  dropoutKey,
  headWidth,
} from '../model';
import { LstmNetwork } from './lstmNetwork';
import { createPacer } from '../training';

/**
 * The engine in plain TypeScript and double precision: the oracle that all others are compared with, and the
 * engine of device `cpu`, which exists wherever JavaScript runs.
 */
export function createReferenceEngine(): Engine {
  return {
    device: 'cpu',
    name: 'TypeScript, double precision',
    async create(shape, weights, data, options) {
      checkNetwork(shape, weights, data, options);
      return new ReferenceNetwork(shape, weights, data, options);
    },
    dispose() {},
  };
}

class ReferenceNetwork implements Network {
  private readonly network: LstmNetwork;
  private readonly weights: Float64Array;
  private readonly gradient: Float64Array;
  private readonly adam: Adam;
  private readonly pace = createPacer();

  constructor(
    private readonly shape: ModelShape,
    weights: Float32Array,
    private readonly data: Dataset,
    private readonly options: NetworkOptions
  ) {
    this.network = new LstmNetwork(shape, options.batchSize, options.loss);
    this.weights = Float64Array.from(weights);
    this.gradient = new Float64Array(weights.length);
    this.adam = new Adam(weights.length, options);
  }

  async trainEpoch(order: Int32Array, signal?: AbortSignal): Promise<number> {
    const { network, weights, gradient, data } = this;
    const total = { sum: 0, known: 0 };
    for (const origins of batches(order, this.options.batchSize)) {
      await this.pace(signal);
      network.forward(weights, data.inputs, origins, this.nextMask());
      const { sum, known } = network.loss(data.targets, origins);
      if (known > 0) {
        network.backward(weights, gradient);
        this.adam.step(weights, gradient);
        total.sum += sum;
        total.known += known;
      }
    }
    return total.sum / total.known;
  }

  async evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number> {
    const { network, weights, data } = this;
    const total = { sum: 0, known: 0 };
    for (const batch of batches(origins, this.options.batchSize)) {
      await this.pace(signal);
      network.forward(weights, data.inputs, batch);
      const { sum, known } = network.loss(data.targets, batch);
      total.sum += sum;
      total.known += known;
    }
    return total.sum / total.known;
  }

  async forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array> {
    checkInputs(this.shape, inputs, origins);
    const width = headWidth(this.shape);
    const forecasts = new Float32Array(origins.length * width);
    let done = 0;
    for (const batch of batches(origins, this.options.batchSize)) {
      await this.pace(signal);
      forecasts.set(this.network.forward(this.weights, inputs, batch), done * width);
      done += batch.length;
    }
    return forecasts;
  }

  async getWeights(): Promise<Float32Array> {
    return Float32Array.from(this.weights);
  }

  async setWeights(weights: Float32Array): Promise<void> {
    this.weights.set(weights);
    this.adam.reset();
  }

  dispose(): void {}

  /** The mask of the step that Adam would make next. */
  private nextMask(): DropoutMask | undefined {
    const { dropout: rate = 0, seed = 0, batchSize } = this.options;
    return rate > 0 ? { key: dropoutKey(seed, this.adam.steps + 1), rate, batchSize } : undefined;
  }
}

/** Loss and gradient (P) of one batch, in double precision; the first step of every engine is compared with it. */
export function lossAndGradient(
  shape: ModelShape,
  weights: Float64Array,
  { inputs, targets, origins }: Pick<Dataset, 'inputs' | 'targets' | 'origins'>,
  loss?: Loss,
  mask?: DropoutMask
): { loss: number; gradient: Float64Array } {
  const network = new LstmNetwork(shape, origins.length, loss);
  const gradient = new Float64Array(weights.length);
  network.forward(weights, inputs, origins, mask);
  const { sum, known } = network.loss(targets, origins);
  network.backward(weights, gradient);
  return { loss: sum / known, gradient };
}
