import fs from 'node:fs';
import path from 'node:path';

const KEPT_MS = 24 * 3600_000;

/** Removes what nobody has used since yesterday from a folder of the cache; younger entries may be in use. */
export function removeOld(folder: string) {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const entry = path.join(folder, name);
    if (Date.now() - fs.statSync(entry).mtimeMs > KEPT_MS) {
      fs.rmSync(entry, { recursive: true, force: true });
    }
  }
}

/** Marks an entry as used now. */
export function touch(entry: string) {
  const now = new Date();
  fs.utimesSync(entry, now, now);
}
