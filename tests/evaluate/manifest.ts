import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from './fault';
import { defaultWarmUp, stepOf } from './kpi/events';

/** A file in manifest.json: seconds between its rows, and how many of them are its warm-up. */
export interface Entry {
  file: string;
  step: number;
  warmup?: number;
}

/** manifest.json of the folder or of the nearest one above it. */
export function readManifest(dir: string): Entry[] {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    const file = path.join(at, 'manifest.json');
    if (existsSync(file)) {
      try {
        const entries: unknown = JSON.parse(readFileSync(file, 'utf8'));
        return Array.isArray(entries) ? entries : [];
      } catch {
        throw new Fault(`${file} is not JSON: correct it, or remove it to use the default warm-up`);
      }
    }
    if (at === path.dirname(at)) {
      return [];
    }
  }
}

/** Rows: as in the manifest, else the default. */
export function warmUpOf(file: string, times: Float64Array, manifest: readonly Entry[]): number {
  const entry = manifest.find((one) => one.warmup !== undefined && path.basename(one.file) === path.basename(file));
  return entry?.warmup === undefined
    ? defaultWarmUp(times)
    : Math.round((entry.warmup * entry.step * 1000) / stepOf(times));
}
