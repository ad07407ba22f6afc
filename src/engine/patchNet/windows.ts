import { createNetInput, LEAD_FEATURES, PATCH_FEATURES, PATCHES } from '../../core/forecaster/netFeatures';
import type { Sarx } from '../../core/forecaster/sarx';
import type { Random } from '../random';

/** Floats of one window for the encoder. */
export const ENCODER_SIZE = PATCHES * PATCH_FEATURES;
/** Lead times of a window that is trained on. */
export const TRAINED_LEADS = 24;

/** What a network is trained on: W forecasts that were due, with what came. */
export interface PatchWindows {
  count: number;
  /** lead times of each window, a multiple of 4 */
  leads: number;
  /** (W, 48, 7) */
  encoder: Float32Array;
  /** (W, leads, 17) */
  decoder: Float32Array;
  /** (W, leads) (actual - base) / scale of `NetInput`; NaN where the actual is unknown */
  targets: Float32Array;
}

/** Room for so many windows. */
export function createWindows(capacity: number, leads: number): PatchWindows {
  return {
    count: 0,
    leads,
    encoder: new Float32Array(capacity * ENCODER_SIZE),
    decoder: new Float32Array(capacity * leads * LEAD_FEATURES),
    targets: new Float32Array(capacity * leads),
  };
}

/**
 * Adds the forecast from `origin` for these lead times, each at most the model's horizon. The actuals are those of
 * the model's history, masked and clipped as it sees them.
 */
export function addWindow(windows: PatchWindows, sarx: Sarx, origin: number, leadTimes: ArrayLike<number>): void {
  const { encoder, decoder, base, scale } = createNetInput(sarx, origin, leadTimes);
  const { count, leads } = windows;
  windows.encoder.set(encoder, count * ENCODER_SIZE);
  windows.decoder.set(decoder, count * leads * LEAD_FEATURES);
  for (let i = 0; i < leads; i++) {
    const actual = sarx.history.clipped.values[origin + leadTimes[i]] ?? NaN;
    windows.targets[count * leads + i] = (actual - base[i]) / scale;
  }
  windows.count++;
}

/** Lead times to train on: any of the horizon, the near ones more often. */
export function drawLeads(random: Random, horizon: number): Int32Array {
  return Int32Array.from({ length: TRAINED_LEADS }, () => 1 + Math.floor(horizon * random() ** 1.5));
}
