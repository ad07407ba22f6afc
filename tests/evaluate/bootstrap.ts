import { createRandom } from '../../src/engine/model/random';
import { quantileOfSorted } from '../../src/core/math/numbers';

/** Of one series: how many of `count` happened. */
export interface Counted {
  series: string;
  happened: number;
  count: number;
}

/** A share with its 95 % interval. */
export interface Share {
  share: number;
  low: number;
  high: number;
  /** that were drawn from */
  series: number;
}

const DRAWS = 2000;
const SEED = 1;

/**
 * The share of all that happened, and its interval by drawing whole series with replacement (cluster bootstrap): the
 * points of one series are no independent witnesses. Of a handful of series it is too narrow.
 */
export function shareBySeries(rows: readonly Counted[]): Share {
  const sums = new Map<string, Counted>();
  for (const row of rows) {
    const { happened, count } = sums.get(row.series) ?? { happened: 0, count: 0 };
    sums.set(row.series, { series: row.series, happened: happened + row.happened, count: count + row.count });
  }
  const all = [...sums.values()];
  const random = createRandom(SEED);
  const draws = Float64Array.from({ length: DRAWS }, () =>
    shareOf(all.map(() => all[Math.floor(random() * all.length)]))
  ).sort();
  return {
    share: shareOf(all),
    low: quantileOfSorted(draws, 0.025),
    high: quantileOfSorted(draws, 0.975),
    series: all.length,
  };
}

function shareOf(rows: readonly Counted[]): number {
  const total = (value: (row: Counted) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  return total(({ happened }) => happened) / total(({ count }) => count);
}
