export interface Affiliation {
  /** NaN where nothing is predicted */
  precision: number;
  recall: number;
}

/** Rows `[from, to)`. */
type Stretch = readonly [from: number, to: number];

/**
 * Precision and recall of predicted rows by how close they lie to events, each as the chance that a row drawn at random
 * lies further off: no row is adjusted to what others of its event were (Huet, Navarro and Rossi, Local evaluation of time
 * series anomaly detection algorithms, KDD 2022). A row is the interval from it to the next, so that the integrals of
 * the paper are sums over midpoints.
 * @param predicted (n) not 0 where an alert stands; @param labels (n) not 0 inside an event
 */
export function affiliation(predicted: ArrayLike<number>, labels: ArrayLike<number>): Affiliation {
  const each = affiliationByEvent(predicted, labels);
  const near = each.filter(({ precision }) => !Number.isNaN(precision));
  return {
    precision: near.reduce((sum, { precision }) => sum + precision, 0) / near.length,
    recall: each.reduce((sum, { recall }) => sum + recall, 0) / each.length,
  };
}

/** The same for each event and the zone that is closer to it than to another. */
export function affiliationByEvent(predicted: ArrayLike<number>, labels: ArrayLike<number>): Affiliation[] {
  const events = stretchesOf(labels);
  return events.map(([from, to], i) => {
    const zoneStart = i === 0 ? 0 : (events[i - 1][1] + from) / 2;
    const zoneEnd = i === events.length - 1 ? labels.length : (to + events[i + 1][0]) / 2;
    const rows: number[] = [];
    for (let row = Math.ceil(zoneStart - 0.5); row < zoneEnd - 0.5; row++) {
      if (predicted[row]) {
        rows.push(row);
      }
    }
    const length = zoneEnd - zoneStart;
    const closeness = rows.map((row) => {
      const off = Math.max(from - row - 0.5, row + 0.5 - to, 0);
      return off === 0 ? 1 : (Math.max(0, from - off - zoneStart) + Math.max(0, zoneEnd - to - off)) / length;
    });
    let nearest = 0;
    let found = 0;
    for (let row = from; row < to && rows.length > 0; row++) {
      while (nearest + 1 < rows.length && Math.abs(rows[nearest + 1] - row) <= Math.abs(rows[nearest] - row)) {
        nearest++;
      }
      const at = row + 0.5;
      const off = Math.max(0, Math.abs(rows[nearest] - row) - 0.5);
      found += off === 0 ? 1 : (Math.max(0, at - off - zoneStart) + Math.max(0, zoneEnd - at - off)) / length;
    }
    return {
      precision: closeness.reduce((sum, one) => sum + one, 0) / rows.length,
      recall: found / (to - from),
    };
  });
}

/** Stretches of rows that are not 0. */
export function stretchesOf(marks: ArrayLike<number>): Stretch[] {
  const found: Array<[number, number]> = [];
  for (let row = 0; row < marks.length; row++) {
    if (marks[row] && row > 0 && marks[row - 1]) {
      found[found.length - 1][1] = row + 1;
    } else if (marks[row]) {
      found.push([row, row + 1]);
    }
  }
  return found;
}
