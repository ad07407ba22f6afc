import type { Scalar, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { BatchTargets } from '../model';

/** The arithmetic of one network. All but `dispose` expect to run inside `tidy`, on the network's backend. */
export interface Computation {
  /** @param weights (P); x (T, B, C). Returns (B, H Q) */
  forecast(weights: Tensor1D, x: Tensor3D): Tensor2D;
  /**
   * The sum of a batch's losses, and the gradient (P) of their mean.
   * @param t the step that Adam makes with it, from 1
   */
  learn(weights: Tensor1D, x: Tensor3D, targets: BatchTargets, t: number): { sum: Scalar; gradient: Tensor1D };
  /** Releases what it holds beside the weights. */
  dispose(): void;
}
