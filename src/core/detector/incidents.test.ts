import { alertRows, defaultRules, findIncidents, strangestRow, type IncidentRules } from './incidents';
import type { Scored } from './scoreSamples';

/** Rows of which 10 was expected; the likelihood is that of the season alone. */
const scoredOf = (likelihood: number[], warmUp = 0): Scored => ({
  preset: 'sustained',
  warmUp,
  likelihood: Float64Array.from(likelihood),
  channels: { season: Float64Array.from(likelihood), level: new Float64Array(likelihood.length) },
  expected: new Float64Array(likelihood.length).fill(10),
});
const samplesOf = (values: number[]) => ({
  times: Float64Array.from(values.keys()),
  values: Float64Array.from(values),
});
const rules: IncidentRules = {
  ...{ threshold: 5, coolDown: 2, habituation: 0 },
  ...{ direction: 'both', minimumDeviation: 0, minimumDuration: 1 },
};

test('an incident begins with an alert, ends with the last raised row, and peaks at the first of its highest rows', () => {
  const likelihood = [0, 5, 8, 0, 8, 6, 0, 0, 0, 5];
  const values = [10, 12, 13, 10, 14, 12, 10, 10, 10, 7];
  expect(findIncidents(samplesOf(values), scoredOf(likelihood), rules)).toEqual([
    { start: 1, end: 5, peak: 2, peakScore: 8 / 5, direction: 'above', channel: 'season' },
    // The strangest of its ten rows is the one at 14.
    { start: 9, end: 9, peak: 9, peakScore: 1, direction: 'above', channel: 'season' },
  ]);
});

test('in the warm-up nothing is raised, from its end on it is', () => {
  const likelihood = [9, 9, 0, 0, 0, 9];
  const values = [12, 12, 10, 10, 10, 12];
  const starts = (warmUp: number) =>
    findIncidents(samplesOf(values), scoredOf(likelihood, warmUp), rules).map(({ start }) => start);
  expect(starts(0)).toEqual([0, 5]);
  expect(starts(1)).toEqual([1, 5]);
  expect(starts(5)).toEqual([5]);
  expect(starts(6)).toEqual([]);
});

test('duration and deviation count with their limit', () => {
  const scored = scoredOf([0, 5, 5, 5, 0]);
  const samples = samplesOf([10, 12, 13, 12, 10]);
  const count = (change: object) => findIncidents(samples, scored, { ...rules, ...change }).length;
  expect([count({ minimumDuration: 3 }), count({ minimumDuration: 4 })]).toEqual([1, 0]);
  expect([count({ minimumDeviation: 3 }), count({ minimumDeviation: 3.1 })]).toEqual([1, 0]);
});

test('the row that a channel talks about is the strangest of its window, the latest of equal ones', () => {
  const samples = samplesOf([10, 50, 12, 10, 8, 12, 11]);
  const scored = scoredOf([0, 0, 0, 0, 0, 0, 0]);
  // The autoregression averages four rows, the season ten.
  expect(strangestRow(samples, scored, 'autoregression', 4)).toBe(1);
  expect(strangestRow(samples, scored, 'autoregression', 5)).toBe(5);
  expect(strangestRow(samples, scored, 'autoregression', 6)).toBe(4);
  expect(strangestRow(samples, scored, 'season', 6)).toBe(1);
});

test('the habit of an alert halves in a thousand cool-downs', () => {
  const likelihood = new Float64Array(3001);
  const alerts = (last: number) => {
    likelihood[0] = 10;
    likelihood[3000] = last;
    return alertRows(likelihood, { threshold: 10, coolDown: 3, habituation: 0.2 });
  };
  expect(alerts(10.999)).toEqual([0]);
  expect(alerts(11.001)).toEqual([0, 3000]);
});

test('what is raised within the cool-down belongs to the same alert, the row after it to another', () => {
  const rows = (gap: number) =>
    alertRows(
      Float64Array.from({ length: 12 }, (_, t) => (t === 1 || t === 1 + gap ? 5 : 0)),
      rules
    );
  expect(rows(2)).toEqual([1]);
  expect(rows(3)).toEqual([1, 4]);
});

test('rules are those of the preset: a cool-down in rows, a lower threshold without the network', () => {
  const situation = { warmUp: 200, step: 600, hasNetwork: true };
  expect(defaultRules('sustained', situation)).toEqual({
    ...{ threshold: 9.4, coolDown: 20, habituation: 0.2 },
    ...{ direction: 'both', minimumDeviation: 0, minimumDuration: 1 },
  });
  expect(defaultRules('sustained', { ...situation, hasNetwork: false }).threshold).toBe(7);
  expect(defaultRules('spikes', { ...situation, sensitivity: 2 })).toMatchObject({ threshold: 3.5, coolDown: 6 });
});
