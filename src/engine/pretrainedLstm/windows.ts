import { PATCH_FEATURES, PATCHES, type NetInput } from '../../core/networks/netFeatures';
import type { Sarx } from '../../core/regression/sarx';
import type { Random } from '../model/random';

/** Floats of one window for the encoder. */
export const ENCODER_SIZE = PATCHES * PATCH_FEATURES;
/** Lead times of a window that is trained on. */
export const TRAINED_LEADS = 24;

/** What a network is trained on: W forecasts that were due, with what came. */
export interface PretrainingWindows {
  count: number;
  /** lead times of each window, a multiple of 4 */
  leads: number;
  /** features of a lead time */
  leadFeatures: number;
  /** (W, 48, 7) */
  encoder: Float32Array;
  /** (W, leads, leadFeatures) */
  decoder: Float32Array;
  /** (W, leads) (actual - base) / scale of `NetInput`; NaN where the actual is unknown */
  targets: Float32Array;
}

/** Room for so many windows. */
export function createWindows(capacity: number, leads: number, leadFeatures: number): PretrainingWindows {
  return {
    count: 0,
    leads,
    leadFeatures,
    encoder: new Float32Array(capacity * ENCODER_SIZE),
    decoder: new Float32Array(capacity * leads * leadFeatures),
    targets: new Float32Array(capacity * leads),
  };
}

/**
 * Adds the input of the forecast from `origin` for these lead times, each at most the model's horizon. The actuals are those of
 * the model's history, masked and clipped as it sees them.
 */
export function addWindow(
  windows: PretrainingWindows,
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

/** Lead times to train on: any of the horizon, the near ones more often. */
export function drawLeads(random: Random, horizon: number): Int32Array {
  return Int32Array.from({ length: TRAINED_LEADS }, () => 1 + Math.floor(horizon * random() ** 1.5));
}
