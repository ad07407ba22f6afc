import fc from 'fast-check';
import { countKnown, timeAt } from './series';
import { splitHistory, toSlices } from './split';
import { DAY, makeDaily, makeSeries, STEP } from '../../testing/testSeries';

test('30 days are split 60, 10, 20 and 10 %', () => {
  const series = makeDaily(30);
  const { train, validation, calibration, live } = toSlices(series, splitHistory(series));
  expect(train).toEqual({ from: 0, to: 18 * DAY });
  expect(validation).toEqual({ from: 18 * DAY, to: 21 * DAY });
  expect(calibration).toEqual({ from: 21 * DAY, to: 27 * DAY });
  expect(live).toEqual({ from: 27 * DAY, to: 30 * DAY });
});

test('the live slice is a day where a day is under a fifth', () => {
  const week = makeDaily(7);
  expect(toSlices(week, splitHistory(week)).live.from).toBe(6 * DAY);
  const short = makeDaily(3);
  expect(toSlices(short, splitHistory(short)).live.from).toBe(Math.round(0.8 * 3 * DAY));
});

test('leading and trailing gaps count for nothing', () => {
  const series = makeSeries(40 * DAY, (i) => (i < 5 * DAY || i >= 35 * DAY ? NaN : 1));
  const { validation, live } = toSlices(series, splitHistory(series));
  expect(validation.from).toBe(23 * DAY);
  expect(live).toEqual({ from: 32 * DAY, to: 40 * DAY });
});

test('slices follow each other without a gap or an overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (length) => {
      const series = makeSeries(length, (i) => i);
      const { train, validation, calibration, live } = toSlices(series, splitHistory(series));
      expect([train.from, train.to, validation.to, calibration.to, live.to]).toEqual([
        0,
        validation.from,
        calibration.from,
        live.from,
        length,
      ]);
    })
  );
});

test('borders stay where they were in time when the series moves on', () => {
  const series = makeDaily(30);
  const split = splitHistory(series);
  const moved = { ...series, start: timeAt(series, 100), values: series.values.slice(100) };
  const before = toSlices(series, split);
  const after = toSlices(moved, split);
  expect(after.calibration).toEqual({ from: before.calibration.from - 100, to: before.calibration.to - 100 });
  const later = { ...series, start: series.start + 365 * DAY * STEP * 1000 };
  expect(toSlices(later, split).train).toEqual({ from: 0, to: 0 });
});

test('an outage of the metric empties no slice', () => {
  const series = makeSeries(30 * DAY, (i) => (i >= 21 * DAY && i < 27 * DAY ? NaN : i));
  const { train, validation, calibration, live } = toSlices(series, splitHistory(series));
  const shares = [train, validation, calibration, live].map(
    ({ from, to }) => countKnown(series.values, from, to) / DAY
  );
  [0.6, 0.1, 0.2, 0.1].forEach((share, i) => expect(shares[i]).toBeCloseTo(24 * share, 1));
});
