import { findRuns } from './runs';

/** Minutes around 0; a rare step leads to each. */
const find = (scores: number[], limit = 1) =>
  findRuns(
    { times: scores.map((_, i) => 60_000 * i), deviations: scores, scores, steps: scores.map(() => 99) },
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
