import type { Speed } from './measure';

/** Keeps how fast devices are over reloads. Neither method ever throws: a store that fails costs milliseconds. */
export interface SpeedStore {
  load(key: string): Promise<Speed[] | undefined>;
  save(key: string, speeds: readonly Speed[]): Promise<void>;
}
