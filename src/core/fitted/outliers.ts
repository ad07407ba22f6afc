import type { Replay } from '../blend';
import { MAX_SHARE } from '../anomalies';
import { median } from '../math';

/** A value this many half-widths of the band from what was expected is not learned from. */
const FAR = 1.5;

/**
 * (n) 1 where a value of the replay is far out. Each is compared with the forecast from the last value that was not: so
 * what is expected does not follow an incident, and the first normal value after it is none. A stretch of more than
 * `longest` rows is the new normal from there on, and so is everything once a fifth of all rows would be left out.
 * @param values (N) of the series that was replayed
 * @param band index of the band
 */
export function findOutliers(replay: Replay, values: Float64Array, band: number, longest: number): Uint8Array {
  const { origins, horizon, points, offsets, latest, from } = replay;
  const outliers = new Uint8Array(latest.length);
  let trusted = 0;
  let [length, count] = [0, 0];
  latest.forEach((newest, i) => {
    const row = from + i;
    const w = row - origins[trusted] <= horizon ? trusted : newest;
    const at = w * horizon + row - origins[w] - 1;
    const distance = values[row] - points[at];
    const width = (distance > 0 ? offsets.above : offsets.below)[band][at];
    length = Math.abs(distance) > FAR * width ? length + 1 : 0;
    if (length > 0 && length <= longest && count < MAX_SHARE * row) {
      outliers[i] = 1;
      count++;
    } else {
      trusted = latest[Math.min(i + 1, latest.length - 1)];
    }
  });
  return outliers;
}

/** Rows `from..to` of a stretch of outliers that is over. */
export interface Spell {
  from: number;
  to: number;
}

/** A spell less far out than this share of another one says nothing of it: it may be the tail of the noise. */
const LEAST_ALIKE = 0.25;

/** The stretches of outliers that end before `to`; all that are over where it is left out. */
export function spellsOf(outliers: Uint8Array, to = outliers.length): Spell[] {
  const spells: Spell[] = [];
  let from = -1;
  for (let row = 0; row < to; row++) {
    if (outliers[row] && from < 0) {
      from = row;
    } else if (!outliers[row] && from >= 0) {
      spells.push({ from, to: row });
      from = -1;
    }
  }
  return spells;
}

/**
 * Steps that those spells lasted that were about as far out as a deviation, or further.
 * @param deviation in the unit of the series
 * @param distances (N) how far each row is from what was expected of it, NaN where that is not known
 */
export function lengthsOfAlike(spells: readonly Spell[], deviation: number, distances: Float64Array): number[] {
  const least = LEAST_ALIKE * Math.abs(deviation);
  return spells
    .filter(({ from, to }) => !(median(distances.subarray(from, to).map(Math.abs)) < least))
    .map(({ from, to }) => to - from);
}
