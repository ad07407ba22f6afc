import type { Anomaly } from '../../core/anomalies';
import { HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { momentOfPeak } from './moment';

const MINUTE = 60_000;
const origin = T0 + 23 * HOUR;
/** Ten is expected at each hour; at 14:00 and 15:00 it was 2 and 1. */
const history = {
  start: T0,
  step: 3600,
  values: Float64Array.from({ length: 24 }, (_, hour) => [2, 1][hour - 14] ?? 10),
};
const series = {
  ...{ key: 'a', name: 'cpu', phase: { kind: 'ready' as const }, isOutOfDate: false },
  ...{ history, drawn: trained(resultOf({ origin })) },
};
/** From 13:15 to 15:20, at its peak at 13:25. */
const incident = (change: Partial<Anomaly> = {}): Anomaly => ({
  ...{ start: T0 + 13 * HOUR + 15 * MINUTE, end: T0 + 15 * HOUR + 20 * MINUTE, peakTime: T0 + 13 * HOUR + 25 * MINUTE },
  ...{ direction: 'below', peakScore: 2, severity: 'warning' },
  ...change,
});
const seenOf = (one: Anomaly, observed?: (time: number) => number) =>
  momentOfPeak(series, { timeZone: 'utc', now: origin, value: String, observed }, one)?.seen;

test('of an incident in view the sample at its peak', () => {
  expect(seenOf(incident(), () => 0.5)).toBe(0.5);
});

test('of one out of view the furthest point of the history within it, and none from beside it', () => {
  expect(seenOf(incident())).toBe(1);
  expect(seenOf(incident({ end: T0 + 14 * HOUR }))).toBe(2);
  expect(seenOf(incident({ end: T0 + 13 * HOUR + 50 * MINUTE }))).toBeUndefined();
});
