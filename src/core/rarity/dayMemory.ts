import { DAY_MS, DAY_SECONDS } from '../math';

const DAYS = 7;
/** Seconds of a bucket at least. */
const BUCKET = 300;

/** Values of a stream by the time of the last days. */
export interface DayMemory {
  /** @param time ms, rising */
  push(time: number, value: number): void;
  /**
   * A view of the last seven days at a time of day: lowest and highest numbers around it, or where strange days are left
   * out what all but those had. undefined before there are `fewest` days. Within a bucket the same object. For a week after
   * the clock changed both are the same time of day: nobody knows which of them the series keeps.
   */
  around(usual: Usual): (time: number) => Range | undefined;
}

/** The numbers that are usual at a time of day. */
export interface Usual {
  /** seconds before and after that are the same time, in whole buckets */
  reach: number;
  /** of so many days, how many are as far out at least: 1 is the farthest, 2 leaves that one out */
  rank(days: number): number;
  /** days that say what is usual */
  fewest: number;
}

export interface Range {
  low: number;
  high: number;
}

/**
 * A ring of minima and maxima by time of day: one number costs seven days of buckets within reach at most, whatever the
 * history.
 * @param step seconds between numbers; @param offset of the local clock at a time, ms
 */
export function createDayMemory(step: number, offset: (time: number) => number = () => 0): DayMemory {
  const width = 1000 * Math.max(BUCKET, step);
  const perDay = Math.ceil((1000 * DAY_SECONDS) / width);
  const size = (DAYS + 1) * perDay;
  const [lows, highs] = [new Float32Array(size), new Float32Array(size)];
  const stamps = new Float64Array(size).fill(NaN);
  const [low, high] = [new Float64Array(DAYS), new Float64Array(DAYS)];
  return {
    push(time, value) {
      const bucket = Math.floor(time / width);
      const at = slot(bucket, size);
      const isNew = stamps[at] !== bucket;
      stamps[at] = bucket;
      lows[at] = isNew ? value : Math.min(lows[at], value);
      highs[at] = isNew ? value : Math.max(highs[at], value);
    },
    around({ reach, rank, fewest }) {
      const buckets = Math.ceil((1000 * reach) / width);
      // Within a bucket no earlier day changes.
      let [known, usual]: [number, Range | undefined] = [NaN, undefined];
      return (time) => {
        const now = Math.floor(time / width);
        if (now === known) {
          return usual;
        }
        known = now;
        let days = 0;
        for (let day = 1; day <= DAYS; day++) {
          const then = time - day * DAY_MS;
          const changed = offset(time) - offset(then);
          let [lowest, highest] = [Infinity, -Infinity];
          for (const same of changed === 0 ? [then] : [then, then + changed]) {
            // Where buckets do not divide a day, so many of them are not a day.
            const middle = Math.floor(same / width);
            for (let bucket = middle - buckets; bucket <= middle + buckets; bucket++) {
              const at = slot(bucket, size);
              if (stamps[at] === bucket) {
                lowest = Math.min(lowest, lows[at]);
                highest = Math.max(highest, highs[at]);
              }
            }
          }
          if (lowest <= highest) {
            low[days] = lowest;
            high[days++] = highest;
          }
        }
        const left = rank(days) - 1;
        usual =
          days < fewest
            ? undefined
            : { low: low.subarray(0, days).sort()[left], high: high.subarray(0, days).sort()[days - 1 - left] };
        return usual;
      };
    },
  };
}

const slot = (bucket: number, size: number) => ((bucket % size) + size) % size;
