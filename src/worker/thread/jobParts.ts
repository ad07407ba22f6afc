import type { ForecastResult } from '../../core/fitted';
import type { Phrase } from '../../core/language';
import type { Importance } from '../../core/lstm';
import type { KnownPaths, Member } from '../../core/members';
import type { Split } from '../../core/series';
import type { Choice, Engines } from '../../engine/devices';
import type { Engine } from '../../engine/model';
import type { Checkpoint } from '../../engine/training';
import type { JobState, SavedModel } from '../protocol';
import type { Train } from './trainTogether';

export interface JobParts {
  engines: Engines;
  onState(state: JobState): void;
  /** told what can be forecast before anything is trained */
  onPreliminary?(result: ForecastResult): void;
  /** told after every epoch where training could go on, should this worker die */
  onCheckpoint?(checkpoint: Checkpoint): void;
  signal: AbortSignal;
  /** ms since the epoch */
  now(): number;
  /** alone by default */
  train?: Train;
  /** pre-trained networks that are blended; those that came with Presage by default */
  networks?(): Promise<readonly Member[]>;
}

/** A network's forecasts of the past and of what comes. */
export interface NetworkAnswer {
  model: SavedModel;
  paths: KnownPaths;
  /** present where the request asked for it */
  importance?: Importance[];
}

/** The network of one series: trained here, or elsewhere. */
export interface SeriesNetwork {
  /** (N) 1 where a value is not learned from */
  mask: Uint8Array;
  split: Split;
  /** sentences on what it sees */
  notes: readonly Phrase[];
  /** there is nothing to wait for */
  isTrained: boolean;
  /** epochs that need not be trained again on the next device */
  epochsDone(): number;
  /**
   * Trains it where need be, and asks it for the past and for what comes.
   * @param mask (N) 1 where a value is not to be seen
   */
  forecast(engine: Engine, choice: Choice, mask: Uint8Array): Promise<NetworkAnswer>;
}
