import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { createHistory } from './history';

const noise = createNoise(9);
const END = 6 * DAY;
const series = makeSeries(8 * DAY, (t) =>
  t % 17 === 3 ? NaN : 40 + 3 * noise() + (t === 50 ? 500 : 0) + (t >= END ? 1e4 : 0)
);
const mask = Uint8Array.from(series.values, (_, t) => (t >= 100 && t < 130 ? 1 : 0));
const incident = {
  ...series,
  values: series.values.map((value, t) => (mask[t] ? value + 1e3 * (t % 2 ? 1 : -1) : value)),
};

/** Linear between the neighbours of a share of the sorted values. */
function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  return sorted[Math.floor(at)] + (at % 1) * ((sorted[Math.ceil(at)] ?? 0) - sorted[Math.floor(at)]);
}

test('z is the distance from the median in a 3.3th of the central 90 % of what is known and not masked before the end', () => {
  const { z, center, unit, clipped } = createHistory(incident, 'UTC', mask, END);
  const known = [...series.values].filter((value, t) => t < END && !mask[t] && !Number.isNaN(value));
  expect(center).toBe(quantile(known, 0.5));
  expect(unit).toBeCloseTo((quantile(known, 0.95) - quantile(known, 0.05)) / 3.3, 12);
  z.forEach((value, t) => {
    const expected = mask[t] ? NaN : (incident.values[t] - center) / unit;
    expect(value).toBe(expected);
    expect(clipped.values[t]).toBe(Number.isNaN(expected) ? NaN : Math.max(-6, Math.min(6, expected)));
  });
});

test('where most values are equal the unit is the standard deviation, where all are 1', () => {
  const few = createHistory(
    makeSeries(100, (t) => (t === 40 ? 15 : 5)),
    'UTC'
  );
  expect(few.center).toBe(5);
  expect(few.unit).toBeCloseTo(Math.sqrt(0.99), 9);
  expect(
    createHistory(
      makeSeries(100, () => 5),
      'UTC'
    )
  ).toMatchObject({ center: 5, unit: 1 });
  expect(
    createHistory(
      makeSeries(100, () => NaN),
      'UTC'
    )
  ).toMatchObject({ center: 0, unit: 1 });
});

test('what is masked counts as an outcome where it should, as far as the others before the end reach', () => {
  const plain = createHistory(incident, 'UTC', mask, END);
  expect(plain.outcomes).toBe(plain.z);
  const { z, outcomes, center, unit } = createHistory(incident, 'UTC', mask, END, true);
  const known = [...z].filter((value, t) => t < END && !Number.isNaN(value));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  outcomes.forEach((value, t) => {
    const raw = (incident.values[t] - center) / unit;
    expect(value).toBe(mask[t] && !Number.isNaN(raw) ? Math.max(least, Math.min(most, raw)) : z[t]);
  });
  expect(createHistory(series, 'UTC', undefined, END, true).outcomes.filter(Number.isNaN).length).toBe(28 - 5);
});

test.each([
  [300, 288, 12],
  [1800, 48, 2],
  [3600, 24, 1],
  [6 * 3600, 4, 1],
  [420, undefined, 9],
])('a step of %p s has %p in a day and %p in an hour', (step, day, hour) => {
  expect(createHistory({ ...series, step }, 'UTC')).toMatchObject({ day, hour });
});

test('days are those of the time zone where its clocks change', () => {
  const autumn = { start: Date.UTC(2026, 9, 20), step: 1800, values: new Float64Array(9 * DAY) };
  expect(createHistory(autumn, 'Europe/Berlin').lagIndex(5 * DAY + 2, 1)).toBe(4 * DAY);
  expect(createHistory(autumn, 'UTC').lagIndex(5 * DAY + 2, 1)).toBe(4 * DAY + 2);
});
