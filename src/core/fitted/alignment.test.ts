import { defaultOptions } from '../options/optionValues';
import { DAY_SECONDS } from '../math/time';
import { mean, median } from '../math/numbers';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { forecastBaseline } from './baselineForecast';

const DAYS = 16;
const MINUTES = 1440;
const HALF_HOUR = 30;

/** A CPU at one minute with incidents on its last three days, [start and length in days, size]. */
function cpu(incidents: ReadonlyArray<readonly [number, number, number]>) {
  const noise = createNoise(5);
  return Float64Array.from({ length: (DAYS + 1) * MINUTES }, (_, i) => {
    const size = incidents.find(([at, length]) => i >= at * MINUTES && i < (at + length) * MINUTES)?.[2] ?? 0;
    return Math.min(99, 30 + 15 * Math.sin((2 * Math.PI * (i - 480)) / MINUTES) + 2 * noise() + size);
  });
}
const three = cpu([
  [DAYS - 2.7, 0.06, 60],
  [DAYS - 1.45, 0.045, 55],
  [DAYS - 0.8, 0.03, 60],
]);
const one = cpu([[DAYS - 2.7, 0.06, 60]]);
const dip = cpu([[DAYS - 1.3, 0.06, -25]]);

/** Seen at half hours from some minute on. */
function seen(minutes: Float64Array, offset: number) {
  const series = makeSeries(DAYS * DAY, (i) => minutes[i * HALF_HOUR + offset]);
  return forecastBaseline(
    { ...series, start: series.start + offset * 60_000 },
    { ...defaultOptions(), horizon: HORIZON },
    []
  );
}
const OFFSETS = [0, 13, 26];
const HORIZON = DAY_SECONDS / 2;

test.each([
  ['three incidents in three days', three],
  ['one incident', one],
  ['a dip', dip],
  ['none', cpu([])],
])('after %s the band of the next day is the same at any alignment of the grid', (_, minutes) => {
  const edges = OFFSETS.map((offset) => {
    const { upper, lower } = seen(minutes, offset).forecast.intervals[1];
    return { upper: mean(upper), lower: mean(lower), highest: Math.max(...upper) };
  });
  const scale = median(edges.map(({ upper }) => upper));
  const check = (name: 'upper' | 'lower' | 'highest', tolerance: number) => {
    const values = edges.map((edge) => edge[name]);
    values.forEach((edge) => expect(Math.abs(edge - median(values))).toBeLessThan(tolerance * scale));
  };
  check('upper', 0.05);
  check('lower', 0.05);
  check('highest', 0.1);
});

test.each(OFFSETS)('the expected band is as wide after an incident as before it, grid moved by %d min', (offset) => {
  const { times, intervals } = seen(three, offset).expected;
  const { lower, upper } = intervals[1];
  const widthOf = (day: number) =>
    median(upper.map((x, i) => x - lower[i]).filter((_, i) => Math.floor((times[i] - times[0]) / 86_400_000) === day));
  const calm = widthOf(1);
  for (let day = 2; day * DAY < times.length; day++) {
    expect(widthOf(day)).toBeLessThan(1.5 * calm);
  }
});
