import { type Series, toGrid } from '../../core/series';
import type { LiveSeries } from '../frames';
import { matchSeries } from './matchSeries';

const NOTHING = { times: [], values: [] };

/** Fetched histories by series; each is put on its grid when it is asked for. */
export class Histories {
  private readonly byKey: ReadonlyMap<string, LiveSeries>;
  private readonly grids = new Map<string, Series>();

  /** @param step of the grid, seconds; without it each series keeps its own */
  constructor(
    private readonly found: LiveSeries[] = [],
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

  keys(): string[] {
    return [...this.byKey.keys()];
  }

  /** The samples as they were fetched; undefined where nothing was found. */
  samples(key: string): LiveSeries | undefined {
    return this.byKey.get(key);
  }

  /** Keys of what was fetched by the keys of live series that a transformation gave another identity. */
  match(live: LiveSeries[]): Map<string, string> {
    return matchSeries(live, this.found);
  }
}
