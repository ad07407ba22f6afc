import { clamp } from '../math';
import { MAX_DEVIATION, type ChannelInput, type ChannelOutput } from './channel';

/** The level of the warm-up, which standardisation has put at 0. */
export function level({ z }: ChannelInput): ChannelOutput {
  return {
    expected: new Float64Array(z.length),
    errors: z.map((value) => Math.abs(clamp(value, -MAX_DEVIATION, MAX_DEVIATION))),
  };
}
