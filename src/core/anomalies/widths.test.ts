import type { Anomaly } from './anomalies';
import { outOfWidened, widened } from './widths';

const times = [10, 20, 30, 40, 50, 60];
const incident = (start: number, end: number, direction: Anomaly['direction']): Anomaly => ({
  ...{ start, end, direction, peakScore: 2, peakTime: start, severity: 'critical' },
});
const widths = { anomalyLimit: 1, widthAbove: 3, widthBelow: 1 };

test('a score counts by the width of its side', () => {
  const scores = Float64Array.of(3, 3, NaN, 1.5);
  expect(widened(scores, [5, -5, 1, 2], widths)).toEqual(Float64Array.of(1, 3, NaN, 0.5));
  expect(widened(scores, [5, -5, 1, 2], { widthAbove: 1, widthBelow: 2 })).toEqual(Float64Array.of(3, 1.5, NaN, 1.5));
});

test('an incident stays where it leaves the widened band on its side, wherever in it', () => {
  const scores = [0.5, 0.9, 0.2, 1.1, NaN, NaN];
  const all = [
    incident(10, 20, 'above'),
    incident(30, 40, 'above'),
    incident(10, 20, 'below'),
    incident(50, 60, 'above'),
  ];
  expect(outOfWidened(all, { times, scores }, widths)).toEqual(all.slice(1));
  expect(outOfWidened(all, { times, scores }, { ...widths, widthAbove: 1 })).toEqual(all);
  expect(outOfWidened(all, { times, scores }, { ...widths, anomalyLimit: 1.2 })).toEqual(all.slice(2));
});
