import fc from 'fast-check';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { fitForecaster } from './forecaster';
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
