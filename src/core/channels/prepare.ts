import { type Standard, clamp, standardOf } from '../math';
import { MAX_VALUE } from '../series';
import type { ChannelInput } from './channel';
import { stepOf, type Samples } from './samples';

/** The known rows of a series, ready for the channels. */
export interface Prepared {
  input: ChannelInput;
  /** (K) the row of the samples at which each known one stands */
  rows: Int32Array;
  standard: Standard;
}

/** Further out is as far: keeps the squares finite where the scale is next to nothing. */
const MAX_Z = 1e6;

/** Rows to learn from at least: the lags of the autoregression twice. */
const MIN_WARM_UP = 24;

/**
 * Leaves out what is missing and standardises the rest. Nothing after the warm-up moves scale or step, so that nothing
 * before can depend on it.
 * @param mask (N) not 0 for rows that are known as bad
 */
export function prepare({ times, values }: Samples, warmUp: number, mask?: ArrayLike<number>): Prepared {
  const rows = Int32Array.from(values.keys()).filter((row) => Math.abs(values[row]) < MAX_VALUE);
  const known = Float64Array.from(rows, (row) => values[row]);
  const knownMask = Uint8Array.from(rows, (row) => (mask?.[row] ? 1 : 0));
  const learned = Math.max(MIN_WARM_UP, Math.ceil(warmUp));
  const standard = standardOf(known, learned, knownMask);
  const input = {
    z: known.map((value) => clamp((value - standard.center) / standard.scale, -MAX_Z, MAX_Z)),
    times: Float64Array.from(rows, (row) => times[row]),
    step: stepOf(times.subarray(0, rows[learned] ?? times.length)),
    warmUp: learned,
    mask: knownMask,
  };
  return { input, rows, standard };
}
