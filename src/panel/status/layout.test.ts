import { measureLetters } from '../../testing/canvasKit';
import { layOutLine, LINE_HEIGHT, ROW_HEIGHT } from './layout';
import type { Segment } from './segment';

/** CSS pixels */
const LETTER = 10;
beforeAll(() => measureLetters(LETTER));

const words = (count: number) => Array.from({ length: count }, () => 'ten words!').join(' ');
const lines = (count: number, width: number) =>
  layOutLine({ state: { text: words(count), tone: 'error', isSentence: true }, segments: [] }, width).lines;

it('breaks a sentence between words, as wide as they are, over three lines at most', () => {
  // "ten words!" is 100 px wide; 88 px of the panel are not the text's.
  expect([1, 2, 3].map((count) => lines(count, 88 + 100))).toEqual([1, 2, 3]);
  expect(lines(2, 88 + 210)).toBe(1);
  expect(lines(3, 88 + 180)).toBe(2);
  expect(lines(9, 88 + 100)).toBe(3);
});

it('gives a phrase one line, however narrow the panel', () => {
  const state = { text: words(9), tone: 'info' as const };
  expect(layOutLine({ state, segments: [] }, 100)).toMatchObject({ lines: 1, firstRow: ROW_HEIGHT });
  expect(layOutLine({ state: { ...state, isSentence: true }, segments: [] }, 100).firstRow).toBeGreaterThan(
    2 * LINE_HEIGHT
  );
});

describe('a segment that may not be cut off', () => {
  const vital: Segment = { id: 'breach-0', text: 'v'.repeat(30), isVital: true };
  const other: Segment = { id: 'device', text: 'WASM' };
  const state = { text: 's'.repeat(30), tone: 'good' as const };
  const place = (width: number, segments = [other, vital]) => layOutLine({ state, segments }, width);

  it('stands beside the state where both have room', () => {
    expect(place(60 * LETTER + 120)).toMatchObject({ beside: [other, vital], below: [] });
  });

  it('has a row of its own where a pixel lacks', () => {
    expect(place(60 * LETTER + 119)).toMatchObject({ beside: [other], below: [vital] });
  });

  it('is the first of its kind; the others stay', () => {
    const later = { ...vital, id: 'breach-1' };
    expect(place(300, [vital, later])).toMatchObject({ beside: [later], below: [vital] });
    expect(place(300, [other])).toMatchObject({ beside: [other], below: [] });
  });
});
