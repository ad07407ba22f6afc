import { wrap, type DBSchema, type IDBPDatabase } from 'idb';
import { answerWithin } from './answerWithin';
import { fromText, toText } from '../messageText';
import { isSandboxed } from '../realm';

interface Description {
  name: string;
  /** goes up when what the stores hold changes its form: older versions are dropped whole */
  version: number;
  stores: readonly string[];
  /** ms that opening may take before the caller goes on without it, until it is open */
  patience: number;
}

/**
 * A database that is opened when it is first asked for, and again after it was closed. Undefined where there is none, where
 * it cannot be opened, and for as long as it takes longer than its patience, as while another tab keeps an older version.
 *
 * @param factory the browser's `indexedDB`; undefined where there is none. (`openDB` of idb knows the global one alone.)
 */
export function storedDatabase<Schema extends DBSchema>(
  factory: IDBFactory | undefined,
  description: Description
): () => Promise<IDBPDatabase<Schema> | undefined> {
  let db: IDBPDatabase<Schema> | undefined;
  let opening: Promise<unknown> | undefined;
  const forget = () => {
    db = opening = undefined;
  };
  const opened = (found: IDBDatabase) => {
    // Another tab runs a newer version of the plugin: let it upgrade.
    found.onversionchange = () => {
      found.close();
      forget();
    };
    found.onclose = forget;
    db = wrap(found) as unknown as IDBPDatabase<Schema>;
  };
  return async () => {
    opening ??= factory && answerWithin(open(factory, description, opened), description.patience);
    await opening;
    return db;
  };
}

/** Settles when the database is open, or cannot be for now. @param opened told the database, even if that is later */
function open(
  factory: IDBFactory,
  { name, version, stores }: Description,
  opened: (db: IDBDatabase) => void
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => {
      const { result: db } = request;
      [...db.objectStoreNames].forEach((store) => db.deleteObjectStore(store));
      stores.forEach((store) => db.createObjectStore(store));
    };
    request.onblocked = () => resolve();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      opened(request.result);
      resolve();
    };
  });
}

/** A membrane lets no object of the sandbox into a database, only text. */
export const toStored = <T extends object>(value: T): T | string => (isSandboxed ? toText(value) : value);

/** Both forms, wherever they were written. @throws SyntaxError */
export const fromStored = (value: unknown): unknown => (typeof value === 'string' ? fromText(value) : value);
