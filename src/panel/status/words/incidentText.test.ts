import type { Anomaly } from '../../../core/anomalies';
import { describeIncident } from './incidentText';
import type { Moment } from './normalAt';
import type { Formats } from './formats';

const formats = { now: 0, timeZone: 'utc', value: (value: number) => String(value) } as unknown as Formats;
const reason: Anomaly['reason'] = { channel: 'autoregression', direction: 'above', value: 90, expected: 40 };
/** As a detector of rare values scores it. */
const rare: Anomaly = {
  ...{ start: 0, end: 0, peakTime: 0, direction: 'above', peakScore: 1.7, severity: 'warning', reason },
};
const at = (seen: number): Moment => ({ seen, expected: 40, lower: 36, upper: 44 });
const textOf = (moment?: Moment, anomaly = rare) => describeIncident(anomaly, moment, formats);

test('the distance is that of the values beside it, not how rare they are', () => {
  expect(textOf(at(90))).toContain('Saw 90, expected 40 (36-44): 13 times as far above as is normal.');
  expect(textOf(at(50))).toContain(': 2.5 times as far above as is normal.');
  expect(textOf(at(20), { ...rare, direction: 'below' })).toContain(': 5.0 times as far below as is normal.');
});

test.each([
  ['within its band', at(42)],
  ['on the other side', at(30)],
  ['of a band without width', { seen: 50, expected: 40, lower: 40, upper: 40 }],
  ['where no band is known', { seen: 50, expected: 40, lower: NaN, upper: NaN }],
])('a rare value %s has no distance that is not normal', (_, moment) => {
  expect(textOf(moment)).toMatch(/^Saw \d+, expected 40( \([\d-]+\))?\. Jumped away/);
});

test('without a moment the reason stands alone, or the score of a method that measures by the band', () => {
  expect(textOf()).toMatch(/^Jumped away/);
  expect(textOf(undefined, { ...rare, reason: undefined })).toBe('1.7 times as far above as is normal.');
});
