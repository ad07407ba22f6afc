import { type Dataset, type ModelShape, type Network, checkInputs } from '../model';
import { throwIfCancelled } from '../training';
import type { WebgpuGroup } from './webgpuGroup';

/** A group of one, as a network. */
export class WebgpuNetwork implements Network {
  constructor(
    private readonly group: WebgpuGroup,
    private readonly shape: ModelShape,
    private readonly inputs: Dataset['inputs']
  ) {}

  async trainEpoch(order: Int32Array, signal?: AbortSignal): Promise<number> {
    checkInputs(this.shape, this.inputs, order);
    const [{ trainLoss }] = await this.group.trainEpoch([order], [new Int32Array(0)], signal);
    return trainLoss;
  }

  async evaluate(origins: Int32Array, signal?: AbortSignal): Promise<number> {
    checkInputs(this.shape, this.inputs, origins);
    return this.group.evaluate(origins, signal);
  }

  async forecast(inputs: Float32Array, origins: Int32Array, signal?: AbortSignal): Promise<Float32Array> {
    checkInputs(this.shape, inputs, origins);
    throwIfCancelled(signal);
    return this.group.forecast(inputs, origins);
  }

  async getWeights(): Promise<Float32Array> {
    const [weights] = await this.group.getWeights();
    return weights;
  }

  setWeights(weights: Float32Array): Promise<void> {
    return this.group.setWeights(0, weights);
  }

  dispose(): void {
    this.group.dispose();
  }
}
