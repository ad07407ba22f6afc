import type { Anomaly } from './anomalies';
import { atExcursion } from './excursion';

/** Time of the peak of one incident from row 1 to 4, whose detector found the return at row 4 the least likely. */
function peak(deviations: number[], direction: Anomaly['direction'] = 'above') {
  const found: Anomaly = { start: 1, end: 4, direction, peakTime: 4, peakScore: 7, severity: 'critical' };
  const [anomaly] = atExcursion([found], {
    times: deviations.map((_, row) => row),
    deviations,
    scores: deviations.map(Math.abs),
  });
  expect({ ...anomaly, peakTime: 4 }).toEqual(found);
  return anomaly.peakTime;
}

test('the peak stands where the value is furthest out, not at the unlikely step back', () => {
  expect(peak([0, 3, 5, 4, 0.1, 9])).toBe(2);
  expect(peak([0, -3, -4, -5, 0.1], 'below')).toBe(3);
});

test('a value that overshoots on its way back is on the other side', () => {
  expect(peak([0, 3, 5, 4, -8])).toBe(2);
});

test('an incident whose values the band never saw on its side stands at its start', () => {
  expect(peak([0, -1, 0, 0, -2])).toBe(1);
});

test('where the band judges nothing the peak is that of the detector; a gap is no excursion', () => {
  expect(peak([NaN, NaN, NaN, NaN, NaN])).toBe(4);
  expect(peak([0, NaN, 2, NaN, 1])).toBe(2);
});
