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
  const rows = knownRows(values);
  const known = at(rows, values);
  const knownMask = new Uint8Array(rows.length).map((_, i) => (mask?.[rows[i]] ? 1 : 0));
  const learned = Math.max(MIN_WARM_UP, Math.ceil(warmUp));
  const standard = standardOf(known, learned, knownMask);
  const input = {
    z: known.map((value) => clamp((value - standard.center) / standard.scale, -MAX_Z, MAX_Z)),
    times: at(rows, times),
    step: stepOf(times.subarray(0, rows[learned] ?? times.length)),
    warmUp: learned,
    mask: knownMask,
  };
  return { input, rows, standard };
}

/** (K) the rows whose value is known and no nonsense. */
function knownRows(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (Math.abs(values[row]) < MAX_VALUE) {
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

/** (K) numbers of the given rows. */
const at = (rows: Int32Array, numbers: Float64Array): Float64Array =>
  new Float64Array(rows.length).map((_, i) => numbers[rows[i]]);
