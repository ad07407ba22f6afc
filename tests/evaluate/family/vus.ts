import { stretchesOf } from './affiliation';

/** Thresholds of a curve, at equal shares of the rows. */
const THRESHOLDS = 250;
/** Window lengths that the volume is a mean over. */
const WINDOWS = 5;

/**
 * The volume under the surface of precision and recall over window lengths: around each event a border of half a window
 * counts as a part of it, the less the further off (Paparrizos and others, Volume under the surface: a new accuracy
 * evaluation measure for time-series anomaly detection, VLDB 2022). Needs no threshold, adjusts no point.
 * @param scores (n) higher is stranger; @param labels (n) not 0 inside an event, one at least
 * @param longest window, rows
 */
export function vusPr(scores: ArrayLike<number>, labels: ArrayLike<number>, longest: number): number {
  const order = Int32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => scores[b] - scores[a]);
  const windows = Array.from(
    { length: Math.min(WINDOWS, longest + 1) },
    (_, i, count = Math.min(WINDOWS, longest + 1)) => Math.round((longest * i) / Math.max(1, count - 1))
  );
  return windows.reduce((sum, window) => sum + rangePr(scores, order, labels, window), 0) / windows.length;
}

/** Labels with borders: sqrt(1 - distance / window) up to half a window off. */
export function softLabels(labels: ArrayLike<number>, window: number): Float64Array {
  const soft = Float64Array.from(labels, (label) => (label ? 1 : 0));
  const half = Math.floor(window / 2);
  for (const [from, to] of stretchesOf(labels)) {
    for (let off = 1; off <= half; off++) {
      const weight = Math.sqrt(1 - off / window);
      for (const row of [from - off, to - 1 + off]) {
        if (row >= 0 && row < soft.length) {
          soft[row] = Math.min(1, soft[row] + weight);
        }
      }
    }
  }
  return soft;
}

/** Area under the curve of range precision over range recall, by trapezoids. */
function rangePr(scores: ArrayLike<number>, order: Int32Array, labels: ArrayLike<number>, window: number): number {
  const soft = softLabels(labels, window);
  const events = stretchesOf(soft);
  const sum = (all: ArrayLike<number>) => Array.from(all).reduce((total, one) => total + one, 0);
  const positives = (sum(Float64Array.from(labels, (label) => (label ? 1 : 0))) + sum(soft)) / 2;
  const peaks = events.map(([from, to]) => Math.max(...Array.from({ length: to - from }, (_, i) => scores[from + i])));
  const hits = new Float64Array(order.length + 1);
  order.forEach((row, i) => (hits[i + 1] = hits[i] + soft[row]));
  let area = 0;
  let [recallBefore, precisionBefore, taken] = [0, 1, 0];
  for (let i = 0; i < THRESHOLDS; i++) {
    const threshold = scores[order[Math.floor((i * (order.length - 1)) / (THRESHOLDS - 1))]];
    while (taken < order.length && scores[order[taken]] >= threshold) {
      taken++;
    }
    const found = peaks.filter((peak) => peak >= threshold).length / events.length;
    const recall = Math.min(1, hits[taken] / positives) * found;
    const precision = hits[taken] / taken;
    area += ((recall - recallBefore) * (precision + precisionBefore)) / 2;
    [recallBefore, precisionBefore] = [recall, precision];
  }
  return area;
}
