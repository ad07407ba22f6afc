import { measureText } from '@grafana/ui';
import type { Count } from './counts';
import type { Summary } from './summary';

/** Size of Grafana's small body text. This and all other lengths here are CSS pixels. */
const FONT_SIZE = 12;
const REGULAR = 400;
const MEDIUM = 500;
export const ROW_HEIGHT = 24;
export const LINE_HEIGHT = 18;
/** of the buttons at the right end */
export const ACTIONS = 56;
/** icon of the verdict, and padding */
const VERDICT_SPARE = 32;
/** padding of a count, and the gap before it */
const COUNT_SPARE = 26;
/** padding of the line, on both sides together */
const LINE_SPARE = 8;
/** a sentence takes this many lines before a shorter one is shown */
const MOST_LINES = 3;

/** Places of the pieces of the status line. */
export interface LineLayout {
  /** of the verdict's texts the longest that has room, else the shortest */
  text: string;
  /** lines that the verdict takes */
  lines: number;
  /** height of the row of the verdict */
  firstRow: number;
  /** whether counts and all else have rows of their own below the verdict */
  isSplit: boolean;
  /** rows that the counts take where they have their own */
  countRows: number;
  /** of the whole status line */
  height: number;
}

/** Nothing of the verdict and of the counts is cut off. @param width of the panel */
export function layOutLine({ verdict, counts, segments }: Omit<Summary, 'progress'>, width: number): LineLayout {
  const room = width - ACTIONS - VERDICT_SPARE;
  const most = verdict.isSentence ? MOST_LINES : 1;
  const text = verdict.texts.find((one) => countLines(one, room) <= most) ?? verdict.texts[verdict.texts.length - 1];
  const lines = countLines(text, room);
  const counted = counts.reduce((sum, count) => sum + widthOf(count.text, REGULAR) + COUNT_SPARE, 0);
  const work = segments.find(({ id }) => id === 'work');
  const beside = counted + (work ? widthOf(work.text, REGULAR) + COUNT_SPARE : 0);
  const hasMore = counts.length > 0 || work !== undefined;
  const firstRow = lines === 1 ? ROW_HEIGHT : lines * LINE_HEIGHT + 6;
  const isSplit = hasMore && (lines > 1 || widthOf(text, MEDIUM) + beside > room);
  const countRows = isSplit ? rowsOf(counts, width - LINE_SPARE) : 0;
  return { text, lines, firstRow, isSplit, countRows, height: firstRow + countRows * ROW_HEIGHT };
}

/** Rows of pieces that stand whole, each beside the one before where it has room; at least one. */
function rowsOf(counts: Count[], room: number): number {
  let rows = 1;
  let used = 0;
  for (const { text } of counts) {
    const width = widthOf(text, REGULAR) + COUNT_SPARE;
    if (used > 0 && used + width > room) {
      rows++;
      used = 0;
    }
    used += width;
  }
  return rows;
}

const widthOf = (text: string, weight: number) => measureText(text, FONT_SIZE, weight).width;

/** Places where a line may end: between words, and beside Chinese letters, but before no mark that ends something. */
const BREAKS = /(?<= )|(?<=[\p{Script=Han}，。：；、！？）])(?![，。：；、！？”）])|(?=[\p{Script=Han}（])(?<![“（])/u;

/** Lines of a text that is broken between words, and within a word that is wider than a line. */
function countLines(text: string, room: number): number {
  let lines = 1;
  let line = '';
  for (const piece of text.split(BREAKS)) {
    const word = piece.trimEnd();
    if (line !== '' && widthOf(line + word, MEDIUM) > room) {
      lines++;
      line = '';
    }
    const isFirst = line === '';
    line += piece;
    if (isFirst) {
      lines += Math.max(0, Math.ceil(widthOf(word, MEDIUM) / Math.max(room, FONT_SIZE)) - 1);
    }
  }
  return lines;
}
