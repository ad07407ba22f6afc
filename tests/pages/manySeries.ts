/** In the middle of the last values of fifty such series. */
export const THRESHOLD = 60;

/**
 * A query of this many series, each half a percent of the demo's CPU higher than the one before. A tree of "or", as a
 * chain of two hundred is slow to answer.
 */
export const manySeries = (count: number): string => between(0, count);

function between(from: number, to: number): string {
  if (to - from === 1) {
    const scale = (1 + from / 200).toFixed(3);
    return `label_replace(${scale} * demo_cpu_usage_percent{instance="web-1"}, "shard", "${from}", "", "")`;
  }
  const middle = Math.floor((from + to) / 2);
  return `(${between(from, middle)} or ${between(middle, to)})`;
}
