import { clamp } from '../numbers';
import type { ChannelInput } from './channel';
import { stepOf, type Samples } from './samples';
import { standardOf, type Standard } from './standardise';

/** The known rows of a series, ready for the channels. */
export interface Prepared {
  input: ChannelInput;
  /** (K) the row of the samples at which each known one stands */
  rows: Int32Array;
  standard: Standard;
}

/** Further out is as far: keeps the squares finite where the scale is next to nothing. */
const MAX_Z = 1e6;

/** @param mask (N) not 0 for rows that are known as bad */
export function prepare({ times, values }: Samples, warmUp: number, mask?: ArrayLike<number>): Prepared {
  const rows = Int32Array.from(values.keys()).filter((row) => Number.isFinite(values[row]));
  const known = Float64Array.from(rows, (row) => values[row]);
  const knownMask = Uint8Array.from(rows, (row) => (mask?.[row] ? 1 : 0));
  const standard = standardOf(known, warmUp, knownMask);
  const input = {
    z: known.map((value) => clamp((value - standard.center) / standard.scale, -MAX_Z, MAX_Z)),
    times: Float64Array.from(rows, (row) => times[row]),
    step: stepOf(times),
    warmUp,
    mask: knownMask,
  };
  return { input, rows, standard };
}
