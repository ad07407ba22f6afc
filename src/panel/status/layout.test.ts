import { measureLetters } from '../../testing/canvasKit';
import type { Count } from './counts';
import { layOutLine, LINE_HEIGHT, ROW_HEIGHT } from './layout';
import type { Verdict } from './verdict';

/** CSS pixels */
const LETTER = 10;
beforeAll(() => measureLetters(LETTER));

const words = (count: number) => Array.from({ length: count }, () => 'ten words!').join(' ');
const place = (verdict: Verdict, width: number, counts: Count[] = []) =>
  layOutLine({ verdict, counts, segments: [] }, width);
const sentence = (...texts: string[]): Verdict => ({ texts, tone: 'error', isSentence: true });
const phrase = (...texts: string[]): Verdict => ({ texts, tone: 'good' });

it('breaks a sentence between words, as wide as they are', () => {
  // "ten words!" is 100 px wide; 88 px of the panel are not the text's.
  const lines = (count: number, width: number) => place(sentence(words(count)), width).lines;
  expect([1, 2, 3].map((count) => lines(count, 88 + 100))).toEqual([1, 2, 3]);
  expect(lines(2, 88 + 210)).toBe(1);
  expect(lines(3, 88 + 210)).toBe(2);
  expect(place(sentence(words(3)), 88 + 210).firstRow).toBe(2 * LINE_HEIGHT + 6);
});

it('takes the longest text that has room: one line of a phrase, three of a sentence', () => {
  const three = [30, 20, 10].map((letters) => 'x'.repeat(letters));
  expect([388, 387, 288, 287].map((width) => place(phrase(...three), width).text.length)).toEqual([30, 20, 20, 10]);
  expect(place(sentence(words(9), words(2)), 88 + 210).text).toBe(words(2));
  expect(place(sentence(words(6), words(2)), 88 + 210).text).toBe(words(6));
});

it('cuts nothing off: the shortest text takes the lines it needs', () => {
  expect(place(phrase(words(3), words(2)), 88 + 100)).toMatchObject({ text: words(2), lines: 2 });
  expect(place(phrase('x'.repeat(25)), 88 + 100).lines).toBe(3);
  expect(place(phrase('Normal'), 300)).toMatchObject({ lines: 1, firstRow: ROW_HEIGHT });
});

describe('counts', () => {
  const counts: Count[] = [{ tab: 'incidents', text: 'i'.repeat(10), testId: 'x' }];

  it('stand beside the verdict where they have room, else below it', () => {
    const needed = 200 + 100 + 26 + 88;
    expect(place(phrase('v'.repeat(20)), needed, counts).isSplit).toBe(false);
    expect(place(phrase('v'.repeat(20)), needed - 1, counts).isSplit).toBe(true);
    expect(place(phrase('v'.repeat(20)), needed - 1).isSplit).toBe(false);
  });

  it('have as many rows as they need, none of which is cut off', () => {
    // Each is 126 px wide with its padding and the gap before it; 8 px are the line's own padding.
    const two: Count[] = [...counts, { tab: 'crossings', text: 'c'.repeat(10), testId: 'y' }];
    const heightOf = (width: number) => place(phrase('v'.repeat(5)), width, two).height;
    expect([260, 259].map(heightOf)).toEqual([2 * ROW_HEIGHT, 3 * ROW_HEIGHT]);
    expect(place(phrase('v'.repeat(5)), 259, two).countRows).toBe(2);
    expect(place(phrase('v'.repeat(5)), 100, two).countRows).toBe(2);
  });

  it('do not shorten the verdict', () => {
    expect(place(phrase('v'.repeat(20), 'v'), 300, counts).text).toHaveLength(20);
  });
});

it('breaks Chinese between letters, but before no mark that ends something', () => {
  const lines = (text: string, letters: number) => place(sentence(text), 88 + letters * LETTER).lines;
  expect(lines('没有值。', 4)).toBe(1);
  expect(lines('没有值。', 3)).toBe(2);
  // "值。" moves on as a whole, and so does a name that has no space in it.
  expect(lines('没有值。重试', 3)).toBe(3);
  expect(lines('请看cpu', 4)).toBe(2);
});
