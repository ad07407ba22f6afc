import { type NetWindows, createWindows } from '../../../src/engine/pretrainedLstm/windows';

/** What a network is trained on: W forecasts that were due, with what came. */
export interface TrainingWindows extends NetWindows {
  /** (W, leads) (actual - base) / scale of `NetInput`; NaN where the actual is unknown */
  targets: Float32Array;
}

/** Room for so many windows. */
export function createTrainingWindows(capacity: number, leads: number, leadFeatures: number): TrainingWindows {
  return { ...createWindows(capacity, leads, leadFeatures), targets: new Float32Array(capacity * leads) };
}
