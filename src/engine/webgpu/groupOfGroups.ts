import type { EpochOutcome, NetworkGroup } from '../model';

/** Groups that take turns, where the device cannot hold all networks at once. */
export class GroupOfGroups implements NetworkGroup {
  readonly size: number;

  constructor(private readonly parts: readonly NetworkGroup[]) {
    this.size = parts.reduce((sum, { size }) => sum + size, 0);
  }

  async trainEpoch(
    orders: readonly Int32Array[],
    validations: readonly Int32Array[],
    signal?: AbortSignal
  ): Promise<EpochOutcome[]> {
    const outcomes: EpochOutcome[] = [];
    for (const part of this.parts) {
      const [from, to] = [outcomes.length, outcomes.length + part.size];
      outcomes.push(...(await part.trainEpoch(orders.slice(from, to), validations.slice(from, to), signal)));
    }
    return outcomes;
  }

  async getWeights(): Promise<Float32Array[]> {
    const weights: Float32Array[] = [];
    for (const part of this.parts) {
      weights.push(...(await part.getWeights()));
    }
    return weights;
  }

  dispose(): void {
    this.parts.forEach((part) => part.dispose());
  }
}
