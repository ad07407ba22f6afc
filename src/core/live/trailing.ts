/** The known ones of a stretch that slides over numbers, by time and by size. */
export interface Trailing {
  /** by time */
  known: Float64Array;
  /** the same, rising */
  sorted: Float64Array;
  /** Goes on to the numbers from one index up to before another, neither of them less than before. */
  slide(from: number, to: number): void;
}

/**
 * A stretch that sorts no more than the numbers that come and go: the others are in order already.
 * @param numbers (n) NaN where unknown
 */
export function createTrailing(numbers: Float64Array): Trailing {
  const known = numbers.filter((one) => !Number.isNaN(one));
  /** how many are known before each */
  const rank = new Int32Array(numbers.length + 1);
  numbers.forEach((one, i) => (rank[i + 1] = rank[i] + (Number.isNaN(one) ? 0 : 1)));
  const sortedPart = (from: number, to: number) => known.slice(from, to).sort();
  let [first, end] = [0, 0];
  const trailing: Trailing = {
    known: known.subarray(0, 0),
    sorted: new Float64Array(0),
    slide: (from, to) => {
      const [start, stop] = [rank[from], rank[to]];
      const leaving = sortedPart(first, Math.min(start, end));
      trailing.sorted = exchange(trailing.sorted, leaving, sortedPart(Math.max(start, end), stop));
      trailing.known = known.subarray(start, stop);
      [first, end] = [start, stop];
    },
  };
  return trailing;
}

/** Rising numbers without some of their own and with others, each rising. */
function exchange(sorted: Float64Array, leaving: Float64Array, entering: Float64Array): Float64Array {
  const out = new Float64Array(sorted.length - leaving.length + entering.length);
  let [gone, come, at] = [0, 0, 0];
  for (const one of sorted) {
    if (gone < leaving.length && leaving[gone] === one) {
      gone++;
      continue;
    }
    while (come < entering.length && entering[come] < one) {
      out[at++] = entering[come++];
    }
    out[at++] = one;
  }
  out.set(entering.subarray(come), at);
  return out;
}
