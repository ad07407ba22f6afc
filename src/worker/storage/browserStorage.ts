/** Reading `indexedDB` itself throws where storage is blocked. */
export function browserStorage(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}
