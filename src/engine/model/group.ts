import type { Engine, EpochOutcome, Member, ModelShape, Network, NetworkGroup, NetworkOptions } from './engine';

/**
 * Puts networks on a device to train side by side: as the engine does it, or one after the other.
 * @throws ForecastFailure as `Engine.create`
 */
export async function createGroup(
  engine: Engine,
  shape: ModelShape,
  members: readonly Member[],
  options: NetworkOptions
): Promise<NetworkGroup> {
  if (engine.createGroup) {
    return engine.createGroup(shape, members, options);
  }
  const networks: Network[] = [];
  try {
    for (const { weights, data } of members) {
      networks.push(await engine.create(shape, weights, data, options));
    }
  } catch (error) {
    networks.forEach((network) => network.dispose());
    throw error;
  }
  return new SequentialGroup(networks);
}

/** Networks that take turns. */
class SequentialGroup implements NetworkGroup {
  constructor(private readonly networks: readonly Network[]) {}

  get size(): number {
    return this.networks.length;
  }

  async trainEpoch(
    orders: readonly Int32Array[],
    validations: readonly Int32Array[],
    signal?: AbortSignal
  ): Promise<EpochOutcome[]> {
    const outcomes: EpochOutcome[] = [];
    for (const [m, network] of this.networks.entries()) {
      const isResting = orders[m].length === 0;
      outcomes.push({
        trainLoss: isResting ? NaN : await network.trainEpoch(orders[m], signal),
        validationLoss: isResting ? NaN : await network.evaluate(validations[m], signal),
        weights: await network.getWeights(),
      });
    }
    return outcomes;
  }

  async getWeights(): Promise<Float32Array[]> {
    return Promise.all(this.networks.map((network) => network.getWeights()));
  }

  dispose(): void {
    this.networks.forEach((network) => network.dispose());
  }
}
