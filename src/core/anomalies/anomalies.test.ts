import { findAnomalies, type AnomalyRules } from './anomalies';

const rules: AnomalyRules = { limit: 1, direction: 'both', minimumDeviation: 0 };
/** Signed scores: actuals on a point of 0, so that the score is the size. */
const find = (signed: number[], change: Partial<AnomalyRules> = {}) =>
  findAnomalies(
    Float64Array.from(signed.keys()),
    signed,
    signed.map(() => 0),
    signed.map(Math.abs),
    { ...rules, ...change }
  );

test('a run has its ends, its side and its peak', () => {
  expect(find([0, 0.5, 1.1, 1.7, 1.3, 0.2])).toEqual([
    { start: 2, end: 4, direction: 'above', peakScore: 1.7, peakTime: 3, severity: 'warning' },
  ]);
});

test.each([
  ['a long run just outside', new Array<number>(200).fill(1.01), 1, 'warning'],
  ['a long run of one and a half', new Array<number>(200).fill(1.5), 1, 'warning'],
  ['a pair below twice the limit', [1.1, 1.99], 1, 'warning'],
  ['a pair at twice the limit', [1.1, 2], 1, 'critical'],
  ['a single point', [0, 2.1, 0], 1, 'critical'],
  ['a pair below twice a limit of three', [4, 5.9], 3, 'warning'],
  ['a pair at twice a limit of three', [4, 6], 3, 'critical'],
  ['a sensitive limit', [0.6, 0.9], 0.5, 'warning'],
] as const)(
  'severity of a run follows from the score that is shown, not from its length: %s',
  (_, run, limit, severity) => {
    expect(find([...run], { limit })).toMatchObject([{ severity, peakScore: Math.max(...run) }]);
  }
);

test('the shorter a run, the further out it must be', () => {
  expect(find([0, 2, 0, 0, 0])).toEqual([]);
  expect(find([0, 2.1, 0, 0, 0])).toHaveLength(1);
  expect(find([0, 1.1, 1.5, 0, 0])).toEqual([]);
  expect(find([0, 1.1, 1.6, 0, 0])).toHaveLength(1);
  expect(find(new Array<number>(11).fill(1.1))).toHaveLength(1);
});

test('one missing or inside step is bridged, two end the run', () => {
  expect(find([1.6, NaN, 1.6])).toMatchObject([{ start: 0, end: 2 }]);
  expect(find([1.6, 1.6, 0, 0, 1.6, 1.6])).toMatchObject([{ end: 1 }, { start: 4 }]);
  expect(find([1.6, 1.6, NaN, NaN, 1.6, 1.6])).toHaveLength(2);
});

test('sides are runs of their own', () => {
  expect(find([1.6, 1.6, -1.6, -1.6])).toMatchObject([{ direction: 'above' }, { direction: 'below' }]);
  expect(find([1.6, 1.6, -1.6, -1.6], { direction: 'below' })).toMatchObject([{ start: 2, end: 3 }]);
});

test('limit and minimum deviation leave out', () => {
  expect(find([2.1, 2.1], { limit: 2 })).toEqual([]);
  expect(find([1.6, 1.6], { minimumDeviation: 1.7 })).toEqual([]);
  expect(find([1.6, 1.6], { minimumDeviation: 1.5 })).toHaveLength(1);
});

test('where only long runs are asked for, three hours are long', () => {
  const hourly = Float64Array.of(0, 1, 2, 3).map((hour) => hour * 3_600_000);
  const long = (...scores: number[]) =>
    findAnomalies(hourly, scores, [0, 0, 0, 0], scores, { ...rules, onlyLong: true });
  expect(long(9, 9, 0, 0)).toEqual([]);
  expect(long(9, 9, 9, 0)).toHaveLength(1);
});

test('where only long runs are asked for, the way back of what was expected is none; a surge that lasts longer is', () => {
  const find = (...signed: number[]) =>
    findAnomalies(
      Float64Array.from(signed.keys(), (hour) => hour * 3_600_000),
      signed,
      signed.map(() => 0),
      signed.map(Math.abs),
      { ...rules, onlyLong: true }
    ).map(({ direction }) => direction);
  expect(find(-9, -9, -9, 9, 9, 9, 0, 0)).toEqual(['below']);
  expect(find(-9, -9, -9, 9, 9, 9, 9, 0)).toEqual(['below', 'above']);
  expect(find(-9, -9, -9, 0, 0, 0, 9, 9, 9)).toEqual(['below', 'above']);
});

test('gaps are no anomalies', () => {
  expect(find([NaN, NaN])).toEqual([]);
});

describe('where the steps to the values are known', () => {
  const HOUR = 3_600_000;
  /** hourly */
  const findAmong = (signed: number[], steps: number[], limit = 1) =>
    findAnomalies(
      Float64Array.from(signed.keys(), (hour) => hour * HOUR),
      signed,
      signed.map(() => 0),
      signed.map(Math.abs),
      { ...rules, limit, stepLikelihood: () => steps }
    );

  test('a short run without a step that comes once in a hundred rows is noise', () => {
    expect(findAmong([0, 1.8, 1.8, 0], [0, 1.9, 1.9, 5])).toEqual([]);
    expect(findAmong([0, 1.8, 1.8, 0], [0, 0.5, 2.1, 0])).toMatchObject([{ start: HOUR, end: 2 * HOUR }]);
  });

  test('one that is far out needs none: nothing moved, and something should have', () => {
    expect(findAmong([0, 4.1, 4.1, 0], [0, 0, 0, 0])).toMatchObject([{ start: HOUR, end: 2 * HOUR }]);
    expect(findAmong([0, -8.1, 0, 0], [0, 0, 0, 0])).toMatchObject([{ start: HOUR, direction: 'below' }]);
    expect(findAmong([0, 4.1, 3.9, 0], [0, 0, 0, 0])).toEqual([]);
    expect(findAmong([0, 7.9, 0, 0], [0, 0, 0, 0])).toEqual([]);
    expect(findAmong([0, 5, -5, 0], [0, 0, 0, 0])).toEqual([]);
    expect(findAmong([0, 8.1, 8.1, 0], [0, 0, 0, 0], 2)).toHaveLength(1);
    expect(findAmong([0, 7.9, 7.9, 0], [0, 0, 0, 0], 2)).toEqual([]);
  });

  test('one that lasts three hours needs none', () => {
    expect(findAmong([0, 1.8, 1.8, 1.8, 0], [0, 0, 0, 0, 0])).toHaveLength(1);
    expect(findAmong([0, 1.8, 1.8, 0, 1.8, 0], [0, 0, 0, 0, 0, 0])).toHaveLength(1);
  });

  test('a step of which nothing is known may be one', () => {
    expect(findAmong([0, 1.8, 1.8, 0], [0, NaN, 0, 0])).toHaveLength(1);
  });

  test('a limit that asks for more asks for more of it too', () => {
    expect(findAmong([0, 3.8, 3.8, 0], [0, 2.5, 0, 0], 2)).toEqual([]);
    expect(findAmong([0, 3.8, 3.8, 0], [0, 4.1, 0, 0], 2)).toHaveLength(1);
    expect(findAmong([0, 0.9, 0.9, 0], [0, 1.1, 0, 0], 0.5)).toHaveLength(1);
  });
});
