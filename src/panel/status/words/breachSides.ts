import { type Breach, isLowBad, thresholdsOf } from '../../../core/breaches';
import type { LiveSeries } from '../../frames';

/** The bad side of a series' thresholds, and since when the series has been there. */
export interface Sides {
  isLowBad(threshold: number): boolean;
  /** thresholds whose bad side the last live value is on; since when (ms) but for dips, NaN where it was there all the time */
  reached: Array<{ threshold: number; since: number }>;
}

/** Back on the good side for less than this (ms) is a dip: noise about a threshold would say another time at each zoom. */
const DIP = 15 * 60_000;

export function sidesOf(live: LiveSeries): Sides {
  const low = (threshold: number) => isLowBad(live.field.config, threshold);
  const reached = thresholdsOf(live.field.config).flatMap((threshold) => {
    const isBad = (value: number) => (low(threshold) ? value < threshold : value >= threshold);
    const known = live.values.flatMap((value, i) =>
      Number.isNaN(value) ? [] : [{ time: live.times[i], bad: isBad(value) }]
    );
    return known.at(-1)?.bad ? [{ threshold, since: sinceOf(known) }] : [];
  });
  return { isLowBad: low, reached };
}

/** The first time after the last spell on the good side that was no dip; NaN where there was none. */
function sinceOf(known: ReadonlyArray<{ time: number; bad: boolean }>): number {
  let since = NaN;
  let good = NaN;
  for (const { time, bad } of known) {
    if (bad && time - good >= DIP) {
      since = time;
    }
    good = bad ? NaN : Number.isNaN(good) ? time : good;
  }
  return since;
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
