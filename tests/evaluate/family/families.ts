import path from 'node:path';
import { BACKGROUNDS } from '../generated/backgrounds';
import { generateAll } from '../generated/generate';
import { listRecursively, readChecked } from '../files';
import { generateAllHeldOut } from '../generated/heldOut/generate';
import { HELD_OUT_BACKGROUNDS } from '../generated/heldOut/backgrounds';
import { type Entry, readManifest, warmUpOf } from '../manifest';
import { toFiveMinutes } from '../kpi/events';
import { readFolder } from '../nab/folder';
import { probation } from '../nab/score';

export interface LabelledSeries {
  name: string;
  /** ms */
  times: Float64Array;
  values: Float64Array;
  /** (n) 1 inside an event */
  labels: Uint8Array;
  /** rows before the first alert that counts */
  warmUp: number;
  /** of a generated series: what goes wrong in it, undefined where nothing does */
  fault?: string;
}

/**
 * Series of one origin. Rules and thresholds for a family are chosen without it. `development` was looked at while the
 * views were built, `validation` chose between rules, `locked` is measured once, when all else is done, `held out` has
 * nothing chosen on it, before or after.
 */
export interface Family {
  name: string;
  part: 'development' | 'validation' | 'locked' | 'held out';
  isGenerated: boolean;
  series: LabelledSeries[];
}

const PARTS: Readonly<Record<string, Family['part']>> = {
  realAdExchange: 'validation',
  realTraffic: 'validation',
  'generated heavy-tailed': 'validation',
  'generated counting': 'validation',
  realTweets: 'locked',
  cloud: 'locked',
  'generated saturating': 'locked',
};
const SEED = 1;

/** Whether rules and thresholds may be chosen on a family. */
export const teaches = ({ part }: Family) => part === 'development' || part === 'validation';

/** All families of a folder that holds `kpi/`, `nab/` and `cloud/`, and those of the generator. */
export function readFamilies(data: string): Family[] {
  const nab = new Map<string, LabelledSeries[]>();
  for (const { category, name, times, values, windows } of readFolder(path.join(data, 'nab'))) {
    const labels = new Uint8Array(times.length);
    windows.forEach(([first, last]) => labels.fill(1, first, last + 1));
    // Artificial series with and without anomalies are one origin.
    const family = category.startsWith('artificial') ? 'artificial' : category;
    const series = { name, times, values, labels, warmUp: probation(times.length) };
    nab.set(family, [...(nab.get(family) ?? []), series]);
  }
  const family = (name: string, series: LabelledSeries[], isGenerated = false): Family => ({
    name,
    part: PARTS[name] ?? 'development',
    isGenerated,
    series,
  });
  return [
    family('KPI', readSeries(path.join(data, 'kpi'))),
    family('cloud', readSeries(path.join(data, 'cloud'))),
    ...[...nab].map(([name, series]) => family(name, series)),
    ...BACKGROUNDS.map((background) => family(`generated ${background}`, generateAll(SEED, background), true)),
  ];
}

/** Families of the generator that nothing was chosen on. */
export const heldOutFamilies = (): Family[] =>
  HELD_OUT_BACKGROUNDS.map((background) => ({
    name: `held out ${background}`,
    part: 'held out',
    isGenerated: true,
    series: generateAllHeldOut(background),
  }));

/**
 * Families of a folder that holds one folder for each, with warm-ups as its manifest.json names them.
 * @param isFine whether series of minutes stay what they are instead of their means of five
 */
export function readHeldOut(data: string, isFine: boolean): Family[] {
  const folders = [...new Set(listRecursively(data).map((file) => path.relative(data, file).split(path.sep)[0]))];
  return folders.map((name) => ({
    name,
    part: 'held out',
    isGenerated: false,
    series: readSeries(path.join(data, name), readManifest(data), isFine),
  }));
}

function readSeries(folder: string, manifest: readonly Entry[] = [], isFine = false): LabelledSeries[] {
  return listRecursively(folder).map((file) => {
    const { times, values, labels = new Uint8Array(times.length) } = readChecked(file, true);
    const samples = isFine ? { times, values, labels } : toFiveMinutes({ times, values, labels });
    return { name: path.basename(file), ...samples, warmUp: warmUpOf(file, samples.times, manifest) };
  });
}
