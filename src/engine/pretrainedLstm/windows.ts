import { PATCHES, PATCH_FEATURES } from '../../core/networks';

/** Floats of one window for the encoder. */
export const ENCODER_SIZE = PATCHES * PATCH_FEATURES;

/** Inputs of a network at W origins. */
export interface NetWindows {
  count: number;
  /** lead times of each window, a multiple of 4 */
  leads: number;
  /** features of a lead time */
  leadFeatures: number;
  /** (W, 48, 7) */
  encoder: Float32Array;
  /** (W, leads, leadFeatures) */
  decoder: Float32Array;
}

/** Room for so many windows. */
export function createWindows(capacity: number, leads: number, leadFeatures: number): NetWindows {
  return {
    count: 0,
    leads,
    leadFeatures,
    encoder: new Float32Array(capacity * ENCODER_SIZE),
    decoder: new Float32Array(capacity * leads * leadFeatures),
  };
}
