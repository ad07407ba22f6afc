import { findRuns } from './runs';

const MINUTE = 60_000;

/** Minutes around 0, each as far from it as its score says; a rare step leads to each unless told otherwise. */
const find = (deviations: number[], limit = 1, step = 99) =>
  findRuns(
    {
      times: deviations.map((_, i) => MINUTE * i),
      deviations,
      scores: deviations.map(Math.abs),
      steps: deviations.map(() => step),
    },
    { limit, direction: 'both', minimumDeviation: 0 }
  );

test.each([
  ['just outside', [0, 1.01, 0], 1, 'warning'],
  ['one and a half times out', [0, 1.5, 1.2, 0], 1, 'warning'],
  ['twice the limit above', [0, 2, 0], 1, 'critical'],
  ['twice the limit below', [0, -2, 0], 1, 'critical'],
  ['far out of a band of which three times is marked', [0, 5.9, 0], 3, 'warning'],
  ['twice a limit of three', [0, 6, 0], 3, 'critical'],
] as const)('severity of a run follows from the score that is shown: %s', (_, scores, limit, severity) => {
  const [run, ...more] = find([...scores], limit);
  expect(more).toEqual([]);
  expect(run).toMatchObject({ severity, peakScore: Math.max(...scores.map(Math.abs)) });
});

describe('without a rare step', () => {
  const marked = (deviations: number[], limit = 1) =>
    find(deviations, limit, 0).map(({ start, end }) => [start / MINUTE, end / MINUTE]);

  test('two in a row that are far out on one side are marked, one or two apart are not', () => {
    expect(marked([0, 1.2, 3.1, 3.1, 1.2, 0])).toEqual([[1, 4]]);
    expect(marked([0, 9, 1.2, 9, 0])).toEqual([]);
    expect(marked([0, 9, 0, 9, 0])).toEqual([]);
    expect(marked([0, 9, -9, 0])).toEqual([]);
    expect(marked([0, 3.1, 3.1, 0], 1.1)).toEqual([]);
  });

  test('a run is marked once it has lasted three hours, one minute inside does not end it', () => {
    const minutes = (count: number) => Array.from({ length: count }, () => 1.1);
    expect(marked([0, ...minutes(180), 0])).toEqual([]);
    expect(marked([0, ...minutes(181), 0])).toEqual([[1, 181]]);
    expect(marked([...minutes(90), 0.5, ...minutes(90)])).toEqual([[0, 180]]);
    expect(marked([...minutes(90), 0.5, 0.5, ...minutes(90)])).toEqual([]);
  });
});

test('a step that is rare but leads nowhere outside is no run', () => {
  expect(find([0, 0.9, 0.9, 0])).toEqual([]);
});

test('a step shows at the sample after it as well: errors are averaged over two', () => {
  const steps = [0, 0, 0, 5, 0];
  const of = (scores: number[]) =>
    findRuns(
      { times: scores.map((_, i) => MINUTE * i), deviations: scores, scores, steps },
      { limit: 1, direction: 'both', minimumDeviation: 0 }
    ).length;
  expect(of([0, 0, 1.5, 0, 0])).toBe(1);
  expect(of([0, 1.5, 0, 0, 0])).toBe(0);
});
