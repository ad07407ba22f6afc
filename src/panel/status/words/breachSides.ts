import { type Breach, isLowBad, thresholdsOf } from '../../../core/breaches';
import type { LiveSeries } from '../../frames';

/** The bad side of a series' thresholds, and since when the series has been there. */
export interface Sides {
  isLowBad(threshold: number): boolean;
  /** thresholds whose bad side the last live value is on; since when (ms), NaN where it was there all the time */
  reached: Array<{ threshold: number; since: number }>;
}

export function sidesOf(live: LiveSeries): Sides {
  const low = (threshold: number) => isLowBad(live.field.config, threshold);
  const reached = thresholdsOf(live.field.config).flatMap((threshold) => {
    const isBad = (value: number) => (low(threshold) ? value < threshold : value >= threshold);
    const known = live.values.flatMap((value, i) =>
      Number.isNaN(value) ? [] : [{ time: live.times[i], bad: isBad(value) }]
    );
    const lastGood = known.map(({ bad }) => bad).lastIndexOf(false);
    return known.at(-1)?.bad ? [{ threshold, since: lastGood < 0 ? NaN : known[lastGood + 1].time }] : [];
  });
  return { isLowBad: low, reached };
}

/** Whether a breach leads to the bad side; one that leads back is good news. */
export const isBad = ({ threshold, direction }: Breach, sides: Sides | undefined): boolean =>
  sides === undefined || direction === (sides.isLowBad(threshold) ? 'below' : 'above');

/**
 * The breaches of a forecast as the thresholds' colours mean them: to be on the good side already is no news, to be on
 * the bad one is, whether the series leaves it within the horizon or not.
 */
export function seenFrom(sides: Sides | undefined, breaches: readonly Breach[], origin: number): Breach[] {
  if (!sides) {
    return [...breaches];
  }
  const ofHigh = breaches.filter(({ already, threshold }) => !(already && sides.isLowBad(threshold)));
  const below = sides.reached
    .filter(({ threshold }) => sides.isLowBad(threshold))
    .map(({ threshold }): Breach => {
      const times = { time: origin, earliest: origin, latest: origin };
      return { threshold, direction: 'below', ...times, level: NaN, already: true };
    });
  return [...ofHigh, ...below];
}
