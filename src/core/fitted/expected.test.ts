import { defaultOptions } from '../options/optionValues';
import { makeSeries, START, STEP } from '../../testing/testSeries';
import { expectedOf } from './expected';
import type { FittedForecast } from './fittedForecast';

const FREE = { lower: -Infinity, upper: Infinity };
const [FROM, HORIZON] = [10, 3];
/** An origin every second row; the point is 10 a row and its lead time, the bands 1 below and 2 above, twice for the wider. */
const origins = Int32Array.of(9, 11, 13);
const points = Float64Array.from(
  { length: 9 },
  (_, at) => 10 * (origins[Math.floor(at / HORIZON)] + 1) + (at % HORIZON)
);
const series = makeSeries(16, (t) => (t === 12 ? NaN : t === 14 ? 144 : 10 * (t + 1)));
const fitted = (method: 'band' | 'sigma') =>
  ({
    series,
    options: { ...defaultOptions(), anomalyMethod: method, sigmas: 1 },
    forecaster: { history: { unit: 1 } },
    replay: {
      ...{ origins, horizon: HORIZON, points, from: FROM, earlierErrors: Float64Array.of(1, -1, 3, -3) },
      latest: Int32Array.of(0, 0, 1, 1, 2, 2),
      offsets: {
        levels: [0.8, 0.95],
        below: [points.map(() => 1), points.map(() => 2)],
        above: [points.map(() => 2), points.map(() => 4)],
      },
    },
  }) as unknown as FittedForecast;

test('each row is expected by the origin before it', () => {
  const { forecast } = expectedOf(fitted('band'), FREE);
  expect([...forecast.times]).toEqual([10, 11, 12, 13, 14, 15].map((t) => START + t * STEP * 1000));
  expect([...forecast.point]).toEqual([100, 101, 120, 121, 140, 141]);
  expect([...forecast.intervals[1].lower]).toEqual([98, 99, 118, 119, 138, 139]);
  expect([...forecast.intervals[0].upper]).toEqual([102, 103, 122, 123, 142, 143]);
});

test('its score is 1 at the edge of the widest band, or at the rule mean + k sigma of the errors before; NaN in gaps', () => {
  // Values are 110, 120, none, 140, 144 and 160.
  expect([...expectedOf(fitted('band'), FREE).score]).toEqual([10 / 4, 19 / 4, NaN, 19 / 4, 1, 19 / 4]);
  // Sizes 1 and 3: mean 2, deviation 1.
  expect([...expectedOf(fitted('sigma'), FREE).score]).toEqual([10 / 3, 19 / 3, NaN, 19 / 3, 4 / 3, 19 / 3]);
});
