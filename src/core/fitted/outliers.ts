import type { Replay } from '../blend';
import { MAX_SHARE } from '../anomalies';

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

/** Lengths of the stretches of outliers that end before `to`; of all that are over where it is left out. */
export function spellsOf(outliers: Uint8Array, to = outliers.length): number[] {
  const spells: number[] = [];
  let length = 0;
  for (let row = 0; row < to; row++) {
    if (outliers[row]) {
      length++;
    } else if (length > 0) {
      spells.push(length);
      length = 0;
    }
  }
  return spells;
}
