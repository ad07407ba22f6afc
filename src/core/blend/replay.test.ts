import fc from 'fast-check';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { fitForecaster } from './forecaster';
import { blend } from './blend';
import { forecastFrom } from './forecastFrom';
import { replay } from './replay';

const HORIZON = 6;
const END = 9 * DAY;
const LEVELS = [0.5, 0.8, 0.95];
const series = makeDaily(11);
const replayOf = (given: typeof series) => replay(fitForecaster(given, { horizon: HORIZON }, END), LEVELS);
const plain = replayOf(series);

test('it forecasts each row after the fit from the origin before it', () => {
  const { from, latest, origins, points } = plain;
  expect([from, latest.length]).toEqual([END, 2 * DAY]);
  latest.forEach((w, i) => expect(origins[w]).toBe(END + i - 1));
  expect(points).toHaveLength(origins.length * HORIZON);
  origins.forEach((origin, w) => {
    const usual = 50 + 20 * Math.sin((2 * Math.PI * (origin + 1)) / DAY);
    expect(Math.abs(points[w * HORIZON] - usual)).toBeLessThan(8);
  });
});

test('what is masked is told from the last value before it, as far as the horizon reaches', () => {
  const [from, to] = [END + 10, END + 20];
  const { origins, latest } = replayOf(change(series, (value, at) => (at >= from && at < to ? NaN : value)));
  latest.forEach((w, i) => {
    const row = END + i;
    const isWithin = row > from && row <= to && row - (from - 1) <= HORIZON;
    expect(origins[w]).toBe(isWithin ? from - 1 : row - 1);
  });
});

test('reads no later row', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: END + 1, max: 11 * DAY - 1 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      (row, other) => {
        const changed = replayOf(change(series, (value, at) => (at >= row ? other : value)));
        // The last origin before the change is row - 1.
        const to = (row - END + 1) * HORIZON;
        expect(changed.points.subarray(0, to)).toEqual(plain.points.subarray(0, to));
        expect(changed.earlierErrors).toEqual(plain.earlierErrors);
        LEVELS.forEach((_, l) => {
          expect(changed.offsets.below[l].subarray(0, to)).toEqual(plain.offsets.below[l].subarray(0, to));
          expect(changed.offsets.above[l].subarray(0, to)).toEqual(plain.offsets.above[l].subarray(0, to));
        });
      }
    ),
    { numRuns: 3 }
  );
});

test('the band of a higher level holds that of a lower one', () => {
  for (const side of [plain.offsets.below, plain.offsets.above]) {
    side.slice(1).forEach((wide, l) => {
      wide.forEach((width, at) => expect(width).toBeGreaterThanOrEqual(side[l][at]));
    });
  }
});

test('what it draws is what a forecast from the same origin draws, where the bands are calibrated anew', () => {
  // A hindcast a row: the forecast looks back on the same origins as the replay.
  const gappy = change(series, (value, t) => (t % 50 === 49 || (t > END + 20 && t < END + 24) ? NaN : value));
  const forecaster = fitForecaster(gappy, { horizon: HORIZON, hindcasts: 1e6 }, END);
  expect(forecaster.every).toBe(1);
  const drawn = replay(forecaster, LEVELS);
  const quantiles = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
  for (const later of [0, 12, 24, 84]) {
    const { point, paths } = forecastFrom(forecaster, END - 1 + later, quantiles);
    const at = (all: Float64Array) => all.subarray(later * HORIZON, (later + 1) * HORIZON);
    point.forEach((value, h) => {
      expect(at(drawn.points)[h]).toBeCloseTo(value, 9);
      LEVELS.forEach((_, l) => {
        expect(value - at(drawn.offsets.below[l])[h]).toBeCloseTo(paths[2 - l][h], 9);
        expect(value + at(drawn.offsets.above[l])[h]).toBeCloseTo(paths[4 + l][h], 9);
      });
    });
  }
  // Between them the bands stay those of a quarter of a day before, in units of what is expected then.
  const [first, next] = [0, 11].map((w) => drawn.offsets.above[1][w * HORIZON] / drawn.offsets.above[0][w * HORIZON]);
  expect(next).toBeCloseTo(first, 9);
});

test('of a long history each row is within reach of an origin, all of them within the points that are allowed', () => {
  const forecaster = fitForecaster(series, { horizon: HORIZON }, END);
  const all = replay(forecaster, LEVELS);
  const { origins, latest, points } = replay(forecaster, LEVELS, 200);
  // 96 rows of 6 points: an origin every third row.
  expect([...origins]).toEqual(Array.from({ length: 32 }, (_, i) => END - 1 + 3 * i));
  latest.forEach((w, i) => expect(w).toBe(Math.floor(i / 3)));
  origins.forEach((origin, w) => {
    const row = (origin - END + 1) * HORIZON;
    expect(points.slice(w * HORIZON, (w + 1) * HORIZON)).toEqual(all.points.slice(row, row + HORIZON));
  });
  expect(replay(forecaster, LEVELS, 1).origins).toHaveLength(Math.ceil(96 / HORIZON));
});

test('errors before it are those of the hindcasts, one step ahead', () => {
  const { hindcasts, blocks, weights, history } = fitForecaster(series, { horizon: HORIZON }, END);
  const { points } = blend(hindcasts, blocks, weights);
  const errors = [...hindcasts.origins].map(
    (origin, w) => history.unit * (history.z[origin + 1] - points[w * HORIZON])
  );
  const known = errors.filter((_, w) => hindcasts.origins[w] + 1 < END);
  expect(plain.earlierErrors).toHaveLength(known.length);
  plain.earlierErrors.forEach((error, i) => expect(error).toBeCloseTo(known[i], 9));
});

test('the members are replayed by name, with predict_linear beside them', () => {
  const { members, origins } = plain;
  expect([...members.keys()]).toEqual(expect.arrayContaining(['linear', 'day', 'last-value', 'sarx']));
  origins.forEach((origin, w) => expect(members.get('last-value')![w * HORIZON]).toBeCloseTo(series.values[origin], 9));
});
