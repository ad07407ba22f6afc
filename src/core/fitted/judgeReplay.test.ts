import type { Replay, Verdict } from '../blend';
import { judgeReplay } from './judgeReplay';

const FROM = 4;
/** Six rows of zeros were replayed, one step ahead each. */
const values = Float64Array.of(9, 9, 9, 9, 0, 0, 0, 0, 0, 0);
const replayOf = (drawn: number, naive?: number) =>
  ({
    from: FROM,
    origins: Int32Array.of(3, 4, 5, 6, 7, 8),
    horizon: 1,
    points: new Float64Array(6).fill(drawn),
    members: new Map(naive === undefined ? [] : [['last-value', new Float64Array(6).fill(naive)]]),
  }) as unknown as Replay;
/** Mostly the day before. */
const DAY = { day: 0.9, lastValue: 0.1 };
const short: Verdict = { kind: 'too-little-history', days: 2 };
const judge = (drawn: number, naive?: number, verdict: Verdict = short) =>
  judgeReplay(verdict, replayOf(drawn, naive), values, DAY);

test('on a short history the last value is drawn where it was no worse', () => {
  expect(judge(2, 1)).toEqual({ ...short, naive: 'last-value' });
  expect(judge(1, 1)).toEqual({ ...short, naive: 'last-value' });
  expect(judge(1, 2)).toBe(short);
});

test('the row after the first origin counts, and the last row', () => {
  const replay = replayOf(1, 1);
  const off = (row: number) => ({ ...replay, points: replay.points.map((_, i) => (i === row ? 2 : 1)) });
  for (const row of [0, 5]) {
    expect(judgeReplay(short, off(row), values, DAY)).toMatchObject({ naive: 'last-value' });
    const naive = { ...replay, members: new Map([['last-value', off(row).points]]) } as Replay;
    expect(judgeReplay(short, naive, values, DAY)).toBe(short);
  }
});

test('a forecast that has found the last value to be worth nearly nothing is not judged by a shorter fit', () => {
  expect(judgeReplay(short, replayOf(2, 1), values, { day: 0, lastValue: 0.09 })).toBe(short);
  expect(judgeReplay(short, replayOf(2, 1), values, { day: 0, lastValue: 0.1 })).toMatchObject({ naive: 'last-value' });
});

test('where it was judged before, or the last value was not replayed, that stands', () => {
  const judgedBefore: Verdict = { ...short, naive: 'day' };
  const blend: Verdict = { kind: 'blend', naive: 'day', error: 1, naiveError: 2, networkShare: 0 };
  expect(judge(2, 1, judgedBefore)).toBe(judgedBefore);
  expect(judge(2, 1, blend)).toBe(blend);
  expect(judge(2)).toBe(short);
});

test('a first day of history cannot judge the day before', () => {
  const replay = replayOf(1, 1);
  const unknown = {
    ...replay,
    members: new Map([...replay.members, ['day', new Float64Array(6).fill(NaN)]]),
  } as Replay;
  // The last origin looks beyond the end, where there is a day before and no outcome.
  const beyond = {
    ...unknown,
    origins: Int32Array.of(3, 4, 5, 6, 7, 9),
    members: new Map([...replay.members, ['day', Float64Array.from({ length: 6 }, (_, w) => (w === 5 ? 1 : NaN))]]),
  } as Replay;
  expect(judgeReplay(short, unknown, values, DAY)).toBe(short);
  expect(judgeReplay(short, beyond, values, DAY)).toBe(short);
  expect(judgeReplay(short, unknown, values, { day: 0.4, lastValue: 0.4 })).toMatchObject({ naive: 'last-value' });
  expect(judgeReplay(short, replay, values, DAY)).toMatchObject({ naive: 'last-value' });
});
