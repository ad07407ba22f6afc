import path from 'node:path';
import type { Mutant } from './mutants';
import { intervalOf } from './sample';

export interface Verdict {
  mutant: Mutant;
  kind: 'killed' | 'survived' | 'not-covered';
  /** the test file that noticed */
  by?: string;
  /** its tests did not end in time */
  isTimeout?: boolean;
}

/** Scores by folder with their 95 % intervals and every survivor, as Markdown. @param all mutants there are */
export function report(command: string, verdicts: readonly Verdict[], all: readonly Mutant[]): string {
  const folderOf = ({ file }: Mutant) => path.posix.dirname(file);
  const folders = [...new Set(all.map(folderOf))].sort();
  const rows = folders.map((folder) =>
    row(
      `\`${folder}\``,
      verdicts.filter(({ mutant }) => folderOf(mutant) === folder),
      all.filter((mutant) => folderOf(mutant) === folder).length
    )
  );
  const rooms = [...new Set(folders.map((folder) => folder.split('/').slice(0, 2).join('/')))].map((room) =>
    row(
      `**${room}**, all`,
      verdicts.filter(({ mutant }) => mutant.file.startsWith(`${room}/`)),
      all.filter(({ file }) => file.startsWith(`${room}/`)).length
    )
  );
  const survivors = verdicts
    .filter(({ kind }) => kind !== 'killed')
    .sort(({ mutant: a }, { mutant: b }) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start))
    .map(({ mutant, kind }) => {
      const change = `${oneLine(mutant.original)} -> ${oneLine(mutant.replacement)}`;
      return `${mutant.file}:${mutant.line}:${mutant.column}  ${change}${kind === 'not-covered' ? '  (not covered)' : ''}`;
    });
  return [
    `\`${command}\``,
    '',
    '| folder | mutants | tried | killed | score | 95 % interval |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...rows.flat(),
    ...rooms.flat(),
    '',
    `${survivors.length} survivors:`,
    '',
    ...survivors,
    '',
  ].join('\n');
}

function row(name: string, verdicts: readonly Verdict[], population: number): string[] {
  if (verdicts.length === 0) {
    return [];
  }
  const killed = verdicts.filter(({ kind }) => kind === 'killed').length;
  const [low, high] = intervalOf(killed, verdicts.length, population);
  const score = percent(killed / verdicts.length);
  const cells = [name, population, verdicts.length, killed, score, `${percent(low)} to ${percent(high)}`];
  return [`| ${cells.join(' | ')} |`];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
