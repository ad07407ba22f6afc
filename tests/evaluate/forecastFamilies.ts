import path from 'node:path';

/** Names and folders of one origin: the KPIs are in both folders, and the two series of NAB are of its known causes. */
const ORIGINS: ReadonlyMap<string, string> = new Map([
  ['AIOPS', 'KPI'],
  ['NAB', 'realKnownCause'],
]);

/**
 * The family of a file: its category in NAB, or the first word of its name, so that no series is in two.
 * @param file below the folder of all data
 */
export function familyOf(file: string): string {
  const folder = path.basename(path.dirname(file));
  if (folder.startsWith('artificial')) {
    return 'artificial';
  }
  const [word] = path.basename(file).split(/[_.]/);
  return folder.startsWith('real') || folder === 'cloud' ? folder : (ORIGINS.get(word) ?? word);
}
