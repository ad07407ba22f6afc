import type { Anomaly } from './anomalies';
import { lasting } from './lasting';

const MINUTE = 60_000;
const rules = { limit: 1, direction: 'both' as const, minimumDeviation: 0 };

/** Incidents by where they begin and end, minutes. */
function last(deviations: number[], incidents: Array<[number, number, Anomaly['direction'], number?]>) {
  const input = {
    times: deviations.map((_, i) => i * MINUTE),
    deviations,
    scores: deviations.map(Math.abs),
  };
  const anomalies = incidents.map(([from, to, direction, peakScore = 2]): Anomaly => {
    const at = { start: from * MINUTE, end: to * MINUTE, peakTime: from * MINUTE };
    return { ...at, direction, peakScore, severity: 'warning' };
  });
  return lasting(anomalies, input, rules, MINUTE).map(({ start, end, direction, peakScore }) => [
    start / MINUTE,
    end / MINUTE,
    direction,
    peakScore,
  ]);
}

test('an incident lasts as long as its samples stay outside on its side', () => {
  expect(last([0, 3, 3, 3, 3, 0, 3], [[1, 1, 'above']])).toEqual([[1, 6, 'above', 2]]);
  expect(last([0, 3, 3, 3, 0, 0, 3], [[1, 1, 'above']])).toEqual([[1, 3, 'above', 2]]);
  expect(last([0, 3, -3, -3, 0], [[1, 1, 'above']])).toEqual([[1, 1, 'above', 2]]);
});

test('of several runs that an incident touches the last one counts', () => {
  expect(last([0, 3, 0, 0, 3, 3, 3, 0], [[1, 4, 'above']])).toEqual([[1, 6, 'above', 2]]);
});

test('those that meet on one side are one with the higher peak, those on two sides stay two', () => {
  expect(
    last(
      [0, 3, 3, 3, 0],
      [
        [1, 1, 'above', 2],
        [3, 3, 'above', 5],
      ]
    )
  ).toEqual([[1, 3, 'above', 5]]);
  expect(
    last(
      [0, 3, -3, 0],
      [
        [1, 2, 'above'],
        [2, 2, 'below'],
      ]
    )
  ).toEqual([
    [1, 2, 'above', 2],
    [2, 2, 'below', 2],
  ]);
});

test('what begins within the band shortly after an incident is its return, and no other', () => {
  const level = [0, 3, 3, 3, 0, 0, 0, 0];
  expect(
    last(level, [
      [1, 1, 'above'],
      [4, 5, 'below'],
    ])
  ).toEqual([[1, 3, 'above', 2]]);
  expect(
    last(
      [...level, ...new Array<number>(12).fill(0)],
      [
        [1, 1, 'above'],
        [17, 17, 'below'],
      ]
    )
  ).toHaveLength(2);
});

test('what comes back barely past the band has come back, what falls far past it is an incident of its own', () => {
  const after = (deviation: number, side: Anomaly['direction'] = 'below') =>
    last(
      [0, 3, 3, 3, deviation, deviation, 0],
      [
        [1, 1, 'above'],
        [4, 5, side],
      ]
    );
  expect(after(-1.3)).toEqual([[1, 3, 'above', 2]]);
  expect(after(-1.8)).toEqual([
    [1, 3, 'above', 2],
    [4, 5, 'below', 2],
  ]);
});

test('a step towards what was expected is the return, though the value is still out where it began', () => {
  const incidents: Array<[number, number, Anomaly['direction']]> = [
    [1, 3, 'above'],
    [4, 5, 'below'],
  ];
  expect(last([0, 6, 6, 6, 2, -0.2, 0], incidents)).toEqual([[1, 4, 'above', 2]]);
  expect(last([0, 6, 6, 6, 2, -3, 0], incidents)).toHaveLength(2);
});

test('of samples that the band did not judge nobody knows whether they came back, and later ones have not', () => {
  const unjudged = [0, 6, 6, 6, NaN, NaN, 0, 0, 0, 0];
  const incidents = (from: number): Array<[number, number, Anomaly['direction']]> => [
    [1, 3, 'above'],
    [from, from + 1, 'below'],
  ];
  expect(last(unjudged, incidents(4))).toHaveLength(2);
  expect(last([0, 6, 6, 6, 0, 0, 0, 0, -1.4, -1.4, 0], incidents(8))).toHaveLength(2);
});

test('an incident ends with its last sample outside, though the return from it is an unlikely step too', () => {
  expect(last([0, 3, 3, 3, 0, 0], [[1, 5, 'above']])).toEqual([[1, 3, 'above', 2]]);
  expect(last([0, 0, 0, 0], [[1, 2, 'above']])).toEqual([[1, 1, 'above', 2]]);
});

test('a level that crept out of the band is an incident from three hours on', () => {
  const crept = (minutes: number) => last([...new Array<number>(minutes).fill(-2), 0], []);
  expect(crept(180)).toEqual([]);
  expect(crept(181)).toEqual([[0, 180, 'below', 2]]);
  const far = (minutes: number) => last([...new Array<number>(minutes).fill(2), 4, 4, 0], []);
  expect(far(58)).toEqual([]);
  expect(far(59)).toEqual([[0, 60, 'above', 4]]);
});

test('the step back from a level that crept away is its end, and no incident of its own', () => {
  const crept = new Array<number>(181).fill(-2);
  expect(last([...crept, 0, 0, 0], [[179, 180, 'above']])).toEqual([[0, 180, 'below', 2]]);
  expect(last([...crept, 0.5, 0, 0], [[181, 182, 'above']])).toEqual([[0, 180, 'below', 2]]);
  expect(last([...crept, 3, 3, 0], [[181, 182, 'above']])).toHaveLength(2);
  expect(last([0.5, 0, ...crept], [[0, 1, 'above']])).toHaveLength(2);
});

test('the peak of an incident that lasts is where it went furthest out, though it came back by an unlikely step', () => {
  const deviations = [0, 3, 3, 4, 3, 0.5, 0];
  const times = deviations.map((_, row) => row * MINUTE);
  const found: Anomaly = {
    ...{ start: times[1], end: times[5], peakTime: times[5] },
    ...{ direction: 'above', peakScore: 7, severity: 'critical' },
  };
  const [anomaly] = lasting([found], { times, deviations, scores: deviations.map(Math.abs) }, rules, MINUTE);
  expect(anomaly).toEqual({ ...found, end: times[4], peakTime: times[3] });
});
