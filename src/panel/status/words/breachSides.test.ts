import { ThresholdsMode, type FieldConfig } from '@grafana/data';
import { frameOf, T0 } from '../../../testing/panelFixtures';
import { readSeries } from '../../frames/frames';
import { sidesOf } from './breachSides';

const MINUTE = 60_000;
const steps = [
  { color: 'green', value: -Infinity },
  { color: 'red', value: 50 },
];
const config: FieldConfig = { thresholds: { mode: ThresholdsMode.Absolute, steps } };

/** Minutes after the start since which a series is at or above 50, read at a step of so many minutes. */
function sinceOf(valueAt: (minute: number) => number, step = 1): number | undefined {
  const times = Array.from({ length: Math.floor(180 / step) }, (_, i) => i * step);
  const [live] = readSeries([frameOf(times.map(valueAt), { config: config as never })]);
  const { reached } = sidesOf({ ...live, times: times.map((minute) => T0 + minute * MINUTE) });
  return reached.length > 0 ? (reached[0].since - T0) / MINUTE : undefined;
}

test('a dip of a minute does not begin a breach anew, at no step of the query', () => {
  const valueAt = (minute: number) => (minute < 60 ? 20 : minute === 171 ? 49.8 : 60);
  expect([1, 2, 5, 10].map((step) => sinceOf(valueAt, step))).toEqual([60, 60, 60, 60]);
});

test('noise about a threshold is one breach', () => {
  expect(sinceOf((minute) => (minute < 60 ? 20 : 51 + 2 * Math.sin(minute)))).toBe(60);
});

test('a quarter of an hour on the good side ends it', () => {
  expect(sinceOf((minute) => (minute < 60 || (minute >= 120 && minute < 135) ? 20 : 60))).toBe(135);
});

test('of what is good now nothing is said, and of what was bad all the time no beginning', () => {
  expect(sinceOf((minute) => (minute < 179 ? 60 : 20))).toBeUndefined();
  expect(sinceOf(() => 60)).toBeNaN();
});
