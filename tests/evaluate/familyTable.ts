import type { Row } from './forecast';
import { chanceWithin, shareBySeries, type Counted, type Share } from './bootstrap';
import { summarise, type Score } from './scores';

/** What the bands of a family cover at one lead; `held` and the interval count values on an edge in part. */
export interface Covered {
  family: string;
  folds: number;
  /** steps of this share of a day */
  reach: number;
  ratio: number;
  wqlRatio: number;
  /** of all values on an edge, by level */
  inside: number[];
  held: Share[];
  /** chance that exact bands would seem within the aim on these series, by level */
  exact: number[];
}

const LEVELS = [0.8, 0.95];
/** Bands are to hold what they say within this. */
const AIMS = [0.02, 0.01];
const INSIDE = [(score: Score) => score.inside80, (score: Score) => score.inside95];
const SHARED = [(score: Score) => score.shared80, (score: Score) => score.shared95];

/**
 * Of each family, errors against the reference and what the bands hold, with 95 % intervals by series.
 * @param reaches shares of a day that the scores of a row are of
 */
export function familiesOf(rows: readonly Row[], reference: readonly Row[], reaches: readonly number[]): Covered[] {
  return [...new Set(rows.map((row) => row.family))].flatMap((family) => {
    const at = [...rows.keys()].filter((i) => rows[i].family === family);
    return reaches.map((reach, r): Covered => {
      const pick = (all: readonly Row[]) => at.map((i) => all[i].scores[r]);
      const { ratio, wqlRatio } = summarise(pick(rows), pick(reference));
      const count = (value: (score: Score) => number): Counted[] =>
        at.map((i) => ({ series: rows[i].file, happened: value(rows[i].scores[r]), count: rows[i].scores[r].count }));
      const held = SHARED.map(count);
      return {
        ...{ family, folds: at.length, reach, ratio, wqlRatio },
        inside: INSIDE.map((value) => shareBySeries(count(value)).share),
        held: held.map(shareBySeries),
        exact: held.map((counted, l) => chanceWithin(counted, AIMS[l])),
      };
    });
  });
}

export function printFamilies(table: readonly Covered[]): void {
  const percent = (share: number) => (100 * share).toFixed(1);
  for (const { family, folds, reach, ratio, wqlRatio, inside, held } of table) {
    const cells = LEVELS.map((level, l) => {
      const { share, low, high } = held[l];
      return `${100 * level} %: ${percent(share)} [${percent(low)}, ${percent(high)}]`.padEnd(28);
    });
    console.log(
      `${family.padEnd(24)}${held[0].series} series, ${folds} folds`.padEnd(50) +
        `${24 * reach} h: ratio ${ratio.toFixed(3)}, WQL ${wqlRatio.toFixed(3)}, holds `.padEnd(42) +
        `${cells.join('')} edges whole ${inside.map(percent).join(' / ')}`
    );
  }
  const within = table.flatMap(({ held }) => held.map(({ share }, l) => Math.abs(share - LEVELS[l]) <= AIMS[l]));
  const exact = table.flatMap((row) => row.exact).reduce((sum, chance) => sum + chance, 0);
  const aim = LEVELS.map((level, l) => `${percent(level - AIMS[l])} to ${percent(level + AIMS[l])}`).join(' and ');
  console.log(
    `within ${aim} %: ${within.filter(Boolean).length} of ${within.length}; on so few series exact bands would seem to be in ${exact.toFixed(1)}`
  );
}
