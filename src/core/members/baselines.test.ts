import fc from 'fast-check';
import { createHistory } from '../history/history';
import { DAY, makeSeries } from '../../testing/testSeries';
import { lastValue, level } from './held';
import { linear } from './linear';
import type { Member } from './member';
import { BASELINES } from './members';
import { naiveDay } from './naive';

/** (horizon) in the unit of the series, from a row of values half an hour apart. */
function forecast(member: Member, values: ArrayLike<number>, origin: number, horizon: number): Float64Array {
  const history = createHistory(
    makeSeries(values.length, (i) => values[i]),
    'UTC'
  );
  const path = member.create(history, horizon)?.({ end: values.length })?.(origin).point;
  return (path ?? new Float64Array(0)).map((z) => history.center + history.unit * z);
}

test('the seasonal naive repeats the last day, over gaps the one before, and where no day has a value the last one', () => {
  const values = Float64Array.from({ length: 3 * DAY }, (_, i) => i);
  expect([...forecast(naiveDay, values, 2 * DAY + 4, 2)]).toEqual([DAY + 5, DAY + 6]);
  values[DAY + 5] = NaN;
  expect(forecast(naiveDay, values, 2 * DAY + 4, 1)[0]).toBeCloseTo(5, 9);
  expect(forecast(naiveDay, values, 3, 1)[0]).toBeCloseTo(3, 9);
});

test('the last value looks back over a gap', () => {
  expect([...forecast(lastValue, [NaN, 4, 6, NaN], 3, 2)]).toEqual([6, 6]);
  expect(forecast(lastValue, [NaN, 4, 6], 0, 1)[0]).toBeNaN();
});

test('the level is the mean of what is known of the last day', () => {
  const values = Float64Array.from({ length: 3 * DAY }, (_, i) => (i % 5 === 0 ? NaN : i ** 2));
  const origin = 2 * DAY + 7;
  const known = values.slice(origin - DAY + 1, origin + 1).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  forecast(level, values, origin, 3).forEach((value) => expect(value).toBeCloseTo(mean, 6));
  values.fill(NaN, DAY);
  expect(forecast(level, values, origin, 1)[0]).toBeNaN();
});

test('predict_linear follows a line exactly, gaps or not', () => {
  const line = Float64Array.from({ length: 20 }, (_, i) => (i % 3 === 1 ? NaN : 1e6 + 2 * i));
  const [first, , third] = forecast(linear, line, 18, 3);
  expect(first).toBeCloseTo(1e6 + 38, 6);
  expect(third).toBeCloseTo(1e6 + 42, 6);
});

test('predict_linear is the least-squares line of the last six hours', () => {
  // By hand: y = 1, 3, 2 at x = -2, -1, 0 has slope 0.5 and intercept 2.5; what is older than twelve steps does not count.
  const values = Float64Array.from({ length: 20 }, (_, i) => [100, 1, 3, 2][i - 16] ?? NaN);
  values[16] = NaN;
  values[4] = 100;
  expect(forecast(linear, values, 19, 1)[0]).toBeCloseTo(3, 9);
  expect(forecast(linear, [5, NaN], 1, 1)[0]).toBeNaN();
});

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 60, maxLength: 80 });

test.each(BASELINES)('$name never reads beyond its origin', ({ create }) => {
  fc.assert(
    fc.property(numbers, numbers, (past, future) => {
      const at = past.length - 1;
      const history = createHistory(
        makeSeries(past.length + future.length, (i) => [...past, ...future][i]),
        'UTC'
      );
      const known = { ...history, z: history.z.map((value, i) => (i > at ? NaN : value)) };
      const of = (given: typeof history) => create(given, 6)?.({ end: at + 1 })?.(at).point;
      expect(of(history)).toEqual(of({ ...known, fitCache: createHistory(known.series, 'UTC').fitCache }));
    }),
    { numRuns: 30 }
  );
});
