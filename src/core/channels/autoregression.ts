import type { ChannelInput, ChannelOutput } from './channel';
import { createNextValue } from './nextValue';

/** Weight of a row against the next one: a month at five minutes halves it. */
export const FORGETTING = 0.9999;
/** Steps from one value to the next from which there is a gap between them. */
export const GAP = 3.5;

/**
 * The value that the last 12 lead to: a linear forecast of one step, fitted anew at each row. In the place of a masked
 * value the later rows see what was expected there. The first value after a gap is what it is: nothing led to it.
 *
 * @param forgetting lambda, the weight of a row against the next
 * @param gap steps from one value to the next from which there is a gap between them
 */
export function autoregression(
  { z, times, step, mask }: ChannelInput,
  forgetting = FORGETTING,
  gap = GAP
): ChannelOutput {
  const expected = z.slice();
  const errors = new Float64Array(z.length);
  const next = createNextValue(forgetting);
  z.forEach((value, t) => {
    if (t > 0 && times[t] - times[t - 1] > gap * step * 1000) {
      next.restart(value);
      return;
    }
    if (t > 0) {
      expected[t] = next.expected();
      errors[t] = Math.abs(value - expected[t]);
    }
    next.push(value, mask[t] !== 0);
  });
  return { expected, errors };
}
