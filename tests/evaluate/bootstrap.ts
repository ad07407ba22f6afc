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
  const all = bySeries(rows);
  const draws = drawShares(all);
  return {
    share: shareOf(all),
    low: quantileOfSorted(draws, 0.025),
    high: quantileOfSorted(draws, 0.975),
    series: all.length,
  };
}

/**
 * The chance that such series show a share within `distance` of the true one: how much a share that is off says. The
 * draws of n series vary as the series do times (n - 1) / n, which is made up for; of one series it is 0.
 */
export function chanceWithin(rows: readonly Counted[], distance: number): number {
  const all = bySeries(rows);
  const reach = distance * Math.sqrt((all.length - 1) / all.length);
  const share = shareOf(all);
  return drawShares(all).filter((drawn) => Math.abs(drawn - share) < reach).length / DRAWS;
}

function bySeries(rows: readonly Counted[]): Counted[] {
  const sums = new Map<string, Counted>();
  for (const row of rows) {
    const { happened, count } = sums.get(row.series) ?? { happened: 0, count: 0 };
    sums.set(row.series, { series: row.series, happened: happened + row.happened, count: count + row.count });
  }
  return [...sums.values()];
}

/** (draws) shares of as many series, drawn with replacement; rising. */
function drawShares(all: readonly Counted[]): Float64Array {
  const random = createRandom(SEED);
  return Float64Array.from({ length: DRAWS }, () =>
    shareOf(all.map(() => all[Math.floor(random() * all.length)]))
  ).sort();
}

function shareOf(rows: readonly Counted[]): number {
  const total = (value: (row: Counted) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  return total(({ happened }) => happened) / total(({ count }) => count);
}
