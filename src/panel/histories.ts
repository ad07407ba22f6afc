import type { Series } from '../core/series/series';
import type { LiveSeries } from './frames';
import { toGrid } from './grid';

const NOTHING = { times: [], values: [] };

/** What was fetched to learn from, by series; put on a grid when it is asked for. */
export class Histories {
  private readonly byKey: ReadonlyMap<string, LiveSeries>;
  private readonly grids = new Map<string, Series>();

  /** @param step of the grid, seconds; without it each series keeps its own */
  constructor(
    found: LiveSeries[] = [],
    private readonly step?: number
  ) {
    this.byKey = new Map(found.map((one) => [one.key, one]));
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** The same series each time; without values where nothing was found. @throws ForecastFailure `too-large` */
  grid(key: string): Series {
    const grid = this.grids.get(key) ?? toGrid(this.byKey.get(key) ?? NOTHING, this.step);
    this.grids.set(key, grid);
    return grid;
  }
}

/**
 * Plain sentences on how the history was come by.
 * @param failures of the queries that brought nothing; absent where nobody was asked
 * @param isForeign what was fetched is not what is drawn
 */
export function notesOnHistory(failures: readonly string[] | undefined, isForeign: boolean): string[] {
  if (failures === undefined) {
    return ['Learned from the visible range alone: these queries cannot be asked for a longer history.'];
  }
  const notes = failures.map((message) => `A query of the history failed: ${message}`);
  return isForeign
    ? [...notes, 'Learned from the visible range alone: transformations changed the series of the queries.']
    : notes;
}
