import type { DBSchema, IDBPDatabase } from 'idb';
import { DEVICES } from '../../engine/model';
import type { Speed, SpeedStore } from '../../engine/devices';
import { answerWithin } from './answerWithin';
import { storedDatabase } from './storedDatabase';

/** Beside the models' database, not in it: this one is the worker's, that one the page's. */
const DATABASE = 'presage-device-speeds';
const SPEEDS = 'speeds';
interface SpeedSchema extends DBSchema {
  [SPEEDS]: { key: string; value: Speed[] };
}
/** The time that the database may take, ms, before memory serves alone. */
const STORE_MS = 1000;

/** @param factory `indexedDB`; undefined where there is none: then speeds are kept in memory alone */
export function createSpeedStore(factory: IDBFactory | undefined): SpeedStore {
  const memory = new Map<string, Speed[]>();
  const database = storedDatabase<SpeedSchema>(factory, {
    name: DATABASE,
    version: 1,
    stores: [SPEEDS],
    patience: STORE_MS,
  });
  const ask = <T>(question: (db: IDBPDatabase<SpeedSchema>) => Promise<T>) =>
    answerWithin(
      database().then((db) => db && question(db)),
      STORE_MS
    );
  return {
    async load(key) {
      const stored: unknown = memory.get(key) ?? (await ask((db) => db.get(SPEEDS, key)));
      return isSpeeds(stored) ? stored : undefined;
    },
    async save(key, speeds) {
      memory.set(key, [...speeds]);
      await ask((db) => db.put(SPEEDS, [...speeds], key));
    },
  };
}

/** Anyone can write to a browser's storage. */
function isSpeeds(value: unknown): value is Speed[] {
  return Array.isArray(value) && value.length > 0 && value.every(isSpeed);
}

function isSpeed(value: Partial<Speed> | null | undefined): boolean {
  return (
    DEVICES.some((device) => device === value?.device) &&
    Number.isFinite(value?.setupMs) &&
    Number.isFinite(value?.stepMs) &&
    (value?.groupStepMs === undefined || Number.isFinite(value.groupStepMs))
  );
}
