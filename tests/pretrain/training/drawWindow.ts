import type { NetInput } from '../../../src/core/networks/netFeatures';
import type { Sarx } from '../../../src/core/regression/sarx';
import type { Random } from '../../../src/engine/model/random';
import { ENCODER_SIZE } from '../../../src/engine/pretrainedLstm/windows';
import type { TrainingWindows } from './trainingWindows';

/** Lead times of a window that is trained on. */
export const TRAINED_LEADS = 24;

/**
 * Adds the input of the forecast from `origin` for these lead times, each at most the model's horizon. The actuals are those of
 * the model's history, masked and clipped as it sees them.
 */
export function addWindow(
  windows: TrainingWindows,
  { encoder, decoder, base, scale }: NetInput,
  { history }: Sarx,
  origin: number,
  leadTimes: ArrayLike<number>
): void {
  const { count, leads, leadFeatures } = windows;
  windows.encoder.set(encoder, count * ENCODER_SIZE);
  windows.decoder.set(decoder, count * leads * leadFeatures);
  for (let i = 0; i < leads; i++) {
    const actual = history.clipped.values[origin + leadTimes[i]] ?? NaN;
    windows.targets[count * leads + i] = (actual - base[i]) / scale;
  }
  windows.count++;
}

/** Lead times of a window, drawn from all of the horizon, the near ones more often. */
export function drawLeads(random: Random, horizon: number): Int32Array {
  return Int32Array.from({ length: TRAINED_LEADS }, () => 1 + Math.floor(horizon * random() ** 1.5));
}
