import { english } from '../language/phrase';
import type { Verdict } from '../blend/verdict';
import { knownPathsMember } from '../members/knownPaths';
import { BASELINES, BLENDED } from '../members/members';
import { makeSeries } from '../../testing/testSeries';
import type { MemberName } from '../members/member';
import { bandNotes, boundNotes, lateNotes, staleNotes, verdictNotes } from './notes';

const coverage = (level: number, late: number, count = 9) => ({ level, measured: level, count, late });

test('a band that holds less far ahead is said to, by its widest level', () => {
  expect(lateNotes([coverage(0.8, 0.6), coverage(0.95, 0.8)]).map(english)).toEqual([
    expect.stringContaining('the 95 % band held only 80 %'),
  ]);
  expect(lateNotes([coverage(0.8, 0.657), coverage(0.95, 0.9)]).map(english)).toEqual([
    expect.stringContaining('the 80 % band held only 66 %'),
  ]);
  expect(lateNotes([coverage(0.8, 0.75), coverage(0.95, 0.9)]).map(english)).toEqual([]);
  expect(lateNotes([coverage(0.95, NaN)]).map(english)).toEqual([]);
  expect(lateNotes([{ level: 0.95, measured: 0.95, count: 9 }]).map(english)).toEqual([]);
});

test('a horizon of more than a fifth of what the bands are measured on is said to be long', () => {
  const notes = (horizon: number, counts = [9, 0]) =>
    bandNotes({ first: 20, end: 70, horizon } as Parameters<typeof bandNotes>[0], [
      coverage(0.8, 0.8, counts[0]),
      coverage(0.95, 0.95, counts[1]),
    ]).map(english);
  expect(notes(10)).toEqual([]);
  expect(notes(11)).toEqual([expect.stringContaining('The horizon is 11 steps, and the bands are measured on 50')]);
  expect(notes(11, [0, 0])).toEqual([expect.stringContaining('No past forecast could be compared')]);
});

test('a series that has stopped is said to, from when on', () => {
  const stopped = (missing: number) => staleNotes(makeSeries(100, (t) => (t < 100 - missing ? t : NaN))).map(english);
  expect(stopped(0)).toEqual([]);
  expect(stopped(20)).toEqual([expect.stringContaining('The last value is 10h old')]);
});

test('a history beyond the bounds is said to, by how much of it is', () => {
  const beyond = (lower: number, upper: number) =>
    boundNotes(
      Float64Array.from({ length: 200 }, (_, t) => (t < 100 ? NaN : t)),
      { lower, upper }
    ).map(english);
  expect(beyond(-Infinity, Infinity)).toEqual([]);
  expect(beyond(100, 199)).toEqual([]);
  expect(beyond(101, 199)).toEqual([]);
  expect(beyond(110, 189)).toEqual([expect.stringMatching(/^20 % of the history lie beyond the bounds/)]);
});

describe('on the forecaster that is drawn', () => {
  const blend: Verdict = { kind: 'blend', naive: 'day', error: 1, naiveError: 2, networkShare: 0 };
  const naive: Verdict = { kind: 'naive', naive: 'day', error: 2, naiveError: 1 };
  const short: Verdict = { kind: 'too-little-history', days: 2 };
  const notes = (verdict: Verdict, members = BLENDED, names: MemberName[] = []) =>
    verdictNotes(
      { verdict, members },
      names.map((member) => ({ member, share: 1 }))
    ).map(english);
  const trained = (name: MemberName) => [...BLENDED, knownPathsMember(name, new Map())];

  test('a blend is what is expected: nothing is said', () => {
    expect(notes(blend)).toEqual([]);
    expect(notes(blend, trained('lstm'), ['sarx', 'lstm'])).toEqual([]);
  });

  test('a trained network without a part in it is said to have none', () => {
    expect(notes(blend, trained('gru'), ['sarx'])).toEqual([
      expect.stringMatching(/^The GRU of this series was less accurate .* has no part in the blend\.$/),
    ]);
  });

  test('where no model was better that is said, but not of the instant forecast, which tries none', () => {
    expect(notes(naive)).toEqual([expect.stringContaining('No model was better')]);
    expect(notes(naive, BASELINES)).toEqual([]);
    expect(notes(naive, [...BASELINES, ...BLENDED])).toHaveLength(1);
    expect(notes(short, BASELINES)).toEqual([expect.stringContaining('2.0 days')]);
  });
});
