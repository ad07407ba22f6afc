import type { Random } from '../../../../src/engine/model/random';
import { between } from './random';

/** Share of its busiest that a system does at a second since the epoch, 0 to about 1. */
export type Load = (second: number) => number;

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7;
/** Days of a series among which a day off may fall. */
const DAYS_OFF = 28;

/**
 * Quiet nights, a morning that fills, a dip at noon, an evening that empties: not a sine.
 * @param hasDayOff whether a working day may look like a weekend, in half of the draws
 */
export function workingLoad(random: Random, hasDayOff = false): Load {
  const zone = Math.floor(24 * random()) * HOUR;
  const [night, noon, weekend] = [between(random, 0.15, 0.5), between(random, 0, 0.2), between(random, 0.4, 1)];
  const [opens, closes] = [between(random, 6, 9) * HOUR, between(random, 17, 22) * HOUR];
  const dayOff = hasDayOff && random() < 0.5 ? Math.floor(DAYS_OFF * random()) : -1;
  const step = (second: number, at: number, over: number) => 1 / (1 + Math.exp(-(second - at) / over));
  return (at) => {
    const second = (at + zone) % DAY;
    const day = Math.floor((at + zone) / DAY);
    // The epoch was a Thursday.
    const isFree = (day + 3) % WEEK >= 5 || day % DAYS_OFF === dayOff;
    const open = step(second, opens, 0.6 * HOUR) - step(second, closes, 0.9 * HOUR);
    const lunch = noon * Math.exp(-(((second - 12.5 * HOUR) / HOUR) ** 2));
    return (night + (1 - night) * Math.max(0, open - lunch)) * (isFree ? weekend : 1);
  };
}
