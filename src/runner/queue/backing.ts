import type { Watches } from '../alerts';
import type { Answer, Remembered } from '../forecasts';

/** The ground of a process's rounds: who fits, whose the series are, and where what is known outlives it. */
export interface Backing {
  /**
   * Before each round.
   * @returns whether a series, by its key, is watched by this process; undefined while that cannot be known
   */
  begin(): Promise<((key: string) => boolean) | undefined>;
  answer: Answer;
  recall(key: string): Promise<Remembered | undefined>;
  remember(key: string, remembered: Remembered): Promise<void>;
  forget(key: string): Promise<void>;
  /** alerts that are on or about to be, of all processes that share the series */
  watches(): Promise<Watches>;
  /** @param watches of this process */
  keepWatches(watches: Watches): Promise<void>;
  standing(): Standing;
  stop(): Promise<void>;
}

/** The state of a backing. */
export interface Standing {
  /** fits that wait */
  waiting: number;
  /** processes that share the series; absent where there is one alone */
  replicas?: number;
  /** a sentence on what is wrong with it now */
  problem?: string;
}
