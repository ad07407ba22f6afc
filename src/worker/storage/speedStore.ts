import { wrap, type IDBPDatabase } from 'idb';
import { DEVICES } from '../../engine/model';
import type { Speed, SpeedStore } from '../../engine/devices';
import { answerWithin } from './answerWithin';

/** Beside the models' database, not in it: this one is the worker's, that one the page's. */
const DATABASE = 'presage-device-speeds';
const SPEEDS = 'speeds';
/** The time that the database may take, ms, before memory serves alone. */
const STORE_MS = 1000;

/** @param factory `indexedDB`; undefined where there is none: then speeds are kept in memory alone */
export function createSpeedStore(factory: IDBFactory | undefined): SpeedStore {
  const memory = new Map<string, Speed[]>();
  let opening: Promise<IDBPDatabase> | undefined;
  const ask = async <T>(question: (db: IDBPDatabase) => Promise<T>) => {
    if (!factory) {
      return undefined;
    }
    const answer = (async () => {
      opening ??= openDatabase(factory);
      return question(await opening);
    })();
    return answerWithin(answer, STORE_MS);
  };
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

/** `openDB` of idb knows the global factory alone. */
function openDatabase(factory: IDBFactory): Promise<IDBPDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(SPEEDS);
  return wrap(request).then((db) => db as unknown as IDBPDatabase);
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
