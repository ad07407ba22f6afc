import type { Series } from '../series';

/** Share of its stretch that the origin of each is further than that of the one before (Weyl's sequence). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Rows that hindcasts start from, one of each stretch of `every`, each time elsewhere in it: rows evenly apart would be
 * from the same few times of day alone, and whom they find to be good depends on which. Stretches are counted from the
 * epoch and not from the end of the series, so that the next fit, on a series that has moved on by a step, looks back
 * from the same rows, and shares change with what is new alone.
 */
export function hindcastOrigins({ start, step }: Series, first: number, end: number, every: number): Int32Array {
  const begin = Math.round(start / 1000 / step);
  const origins: number[] = [];
  for (let stretch = Math.floor((begin + first) / every); stretch * every <= begin + end - 2; stretch++) {
    const row = stretch * every + Math.floor(every * ((stretch * GOLDEN) % 1)) - begin;
    if (row >= first && row <= end - 2) {
      origins.push(row);
    }
  }
  return Int32Array.from(origins.length > 0 ? origins : [Math.max(0, end - 2)]);
}
