import { english } from '../language/phrase';
import type { MemberName } from '../members/member';
import type { Backtest } from './backtest';
import { describeVerdict, judgeBlend } from './verdict';

const backtestOf = (mae: number, members: Partial<Record<MemberName, number>>): Backtest => ({
  blend: mae,
  members: Object.entries(members).map(([name, error]) => ({ name: name as MemberName, mae: error })),
});

test('the blend is drawn where it is better than the best naive forecast, whatever other members can', () => {
  const backtest = backtestOf(3, { sarx: 1, day: 5, 'last-value': 4, pretrained: 2, lstm: 6 });
  const verdict = judgeBlend(backtest, [0.3, 0.2, 0.1, 0.25, 0.15]);
  expect(verdict).toEqual({ kind: 'blend', naive: 'last-value', error: 3, naiveError: 4, networkShare: 0.4 });
  expect(judgeBlend(backtestOf(4, { day: 5, 'last-value': 4 }), [0.5, 0.5])).toEqual({
    ...{ kind: 'naive', naive: 'last-value', error: 4, naiveError: 4 },
  });
  expect(judgeBlend(backtestOf(3.9, { day: 4, 'last-value': 5 }), [0.5, 0.5])).toMatchObject({
    ...{ kind: 'blend', naive: 'day', networkShare: 0 },
  });
});

test('a naive forecast that could not be compared is left out; without any nothing is judged', () => {
  expect(judgeBlend(backtestOf(3, { day: NaN, 'last-value': 2 }), [1, 0])).toMatchObject({ naive: 'last-value' });
  expect(judgeBlend(backtestOf(3, { day: NaN, sarx: 9 }), [1, 0])).toEqual({ kind: 'not-compared' });
  expect(judgeBlend(backtestOf(NaN, { day: 5 }), [1])).toEqual({ kind: 'not-compared' });
});

test('the sentence says by how much, and which part networks have from half a percent on', () => {
  const facts = { kind: 'blend', naive: 'day', error: 3, naiveError: 4 } as const;
  const said = (networkShare: number) => english(describeVerdict({ ...facts, networkShare }));
  expect(said(0.42)).toBe(
    'The blend, 42 % of it networks, was 25 % better than the seasonal naive forecast on the last fifth of the history.'
  );
  expect(said(0.005)).toContain('The blend was 25 % better');
  expect(said(0.0051)).toContain('1 % of it networks');
  expect(english(describeVerdict({ ...facts, kind: 'naive', naive: 'last-value' }))).toContain(
    'better than the last value'
  );
  expect(english(describeVerdict({ kind: 'too-little-history', days: 1.26 }))).toContain('1.3 days');
});
