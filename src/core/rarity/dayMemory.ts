import { DAY_MS, DAY_SECONDS } from '../math';

const DAYS = 7;
/** Seconds of a bucket at least. */
const BUCKET = 300;

/** Values of a stream at the same time of the last days. */
export interface DayMemory {
  /**
   * Lowest and highest numbers around this time of the last seven days, but for the strangest day: from `trimFrom` days
   * on the second lowest and second highest. undefined before there are `fewest`. Within a bucket the same object.
   */
  range(time: number): Range | undefined;
  /** @param time ms, rising */
  push(time: number, value: number): void;
}

export interface Range {
  low: number;
  high: number;
}

/**
 * A ring of minima and maxima by time of day: one number costs 7 days x 3 buckets at most, whatever the history.
 * @param step seconds between numbers
 * @param reach buckets before and after this one that are the same time; @param fewest days that say what is usual
 */
export function createDayMemory(step: number, trimFrom: number, reach = 1, fewest = 2): DayMemory {
  const width = 1000 * Math.max(BUCKET, step);
  const perDay = Math.ceil((1000 * DAY_SECONDS) / width);
  const size = (DAYS + 1) * perDay;
  const [lows, highs] = [new Float32Array(size), new Float32Array(size)];
  const stamps = new Float64Array(size).fill(NaN);
  const [low, high] = [new Float64Array(DAYS), new Float64Array(DAYS)];
  // Within a bucket no earlier day changes.
  let [known, usual]: [number, Range | undefined] = [NaN, undefined];
  return {
    range(time) {
      const now = Math.floor(time / width);
      // Where buckets do not divide a day, so many of them are not a day.
      const daysAgo = (day: number) => Math.floor((time - day * DAY_MS) / width);
      if (now === known) {
        return usual;
      }
      known = now;
      let days = 0;
      for (let day = 1; day <= DAYS; day++) {
        let [lowest, highest] = [Infinity, -Infinity];
        for (let bucket = daysAgo(day) - reach; bucket <= daysAgo(day) + reach; bucket++) {
          const at = slot(bucket, size);
          if (stamps[at] === bucket) {
            lowest = Math.min(lowest, lows[at]);
            highest = Math.max(highest, highs[at]);
          }
        }
        if (lowest <= highest) {
          low[days] = lowest;
          high[days++] = highest;
        }
      }
      const isTrimmed = days >= trimFrom;
      usual =
        days < fewest ? undefined : { low: least(low, days, isTrimmed, 1), high: least(high, days, isTrimmed, -1) };
      return usual;
    },
    push(time, value) {
      const bucket = Math.floor(time / width);
      const at = slot(bucket, size);
      const isNew = stamps[at] !== bucket;
      stamps[at] = bucket;
      lows[at] = isNew ? value : Math.min(lows[at], value);
      highs[at] = isNew ? value : Math.max(highs[at], value);
    },
  };
}

const slot = (bucket: number, size: number) => ((bucket % size) + size) % size;

/** The least of the first numbers, or the second; with sign -1 the largest. */
function least(values: Float64Array, count: number, isSecond: boolean, sign: 1 | -1): number {
  let [first, second] = [Infinity, Infinity];
  for (let i = 0; i < count; i++) {
    const value = sign * values[i];
    if (value < first) {
      second = first;
      first = value;
    } else if (value < second) {
      second = value;
    }
  }
  return sign * (isSecond ? second : first);
}
