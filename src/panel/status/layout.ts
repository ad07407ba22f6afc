import { measureText } from '@grafana/ui';
import type { PanelForecast } from '../session';
import type { SeriesFormats } from './formats';
import type { Segment } from './segment';
import { type Summary, summarise } from './summary';

/** Size of Grafana's small body text. This and all other lengths here are CSS pixels. */
const FONT_SIZE = 12;
const REGULAR = 400;
const MEDIUM = 500;
export const ROW_HEIGHT = 24;
export const LINE_HEIGHT = 18;
/** of the buttons at the right end */
export const ACTIONS = 56;
/** icon of the state, and padding */
const STATE_SPARE = 32;
/** icons of the state and a segment, and the gaps around them */
const SPARE = 64;
/** in a panel narrower than this a vital segment has a row of its own in any case */
const NARROW = 640;
const MOST_LINES = 3;

/** Places of the pieces of the status line. */
export interface LineLayout {
  /** lines that the state takes */
  lines: number;
  /** height of the row of the state */
  firstRow: number;
  /** segments beside the state, cut off where the row ends */
  beside: Segment[];
  /** segments that have a row of their own */
  below: Segment[];
}

/** @param width of the panel */
export function layOutLine({ state, segments }: Pick<Summary, 'state' | 'segments'>, width: number): LineLayout {
  const lines = state.isSentence ? countLines(state.text, width - ACTIONS - STATE_SPARE) : 1;
  const vital = segments.find(({ isVital }) => isVital);
  const needed = vital ? widthOf(state.text, MEDIUM) + widthOf(vital.text, REGULAR) + SPARE + ACTIONS : 0;
  const below = vital && width < Math.max(NARROW, needed) ? [vital] : [];
  return {
    lines,
    firstRow: lines === 1 ? ROW_HEIGHT : lines * LINE_HEIGHT + 6,
    beside: segments.filter((segment) => !below.includes(segment)),
    below,
  };
}

/** Height of the status line: more where a sentence or a breach needs it. */
export function statusHeight(width: number, forecast: PanelForecast, formats: SeriesFormats): number {
  const { firstRow, below } = layOutLine(summarise(forecast, formats), width);
  return firstRow + ROW_HEIGHT * below.length;
}

const widthOf = (text: string, weight: number) => measureText(text, FONT_SIZE, weight).width;

/** Lines of a text that is broken between words; at most three are shown. */
function countLines(text: string, room: number): number {
  let lines = 1;
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, MEDIUM) > room) {
      lines++;
      line = word;
    } else {
      line = longer;
    }
  }
  return Math.min(lines, MOST_LINES);
}
