import { forecastFrom } from '../blend';
import { type Breach, breachesAhead } from '../breaches';
import { days, lastValue, naiveDay } from '../members';
import { defaultOptions } from '../options/optionValues';
import type { ForecastOptions } from '../options';
import { createNoise, DAY, makeSeries, START, STEP } from '../../testing/testSeries';
import { inEnglish } from '../../testing/inEnglish';
import { drawForecast } from './drawForecast';
import { fitWithoutLstm } from './fittedForecast';

const MONTH = 30 * DAY;
const FIRST = 5 * DAY + 4;
const LENGTH = 12;
/** Noise is below it at times. */
const LOW = 7.8;
const timeOf = (row: number) => START + row * STEP * 1000;
const members = [lastValue, naiveDay, days];

/** A batch of six hours every 30 days, but for some dates (counted from 0), `rows` long and with its forecast. */
function drawn(
  rows: number,
  missed: number[] = [],
  { size = 80, ...options }: Partial<ForecastOptions & { size: number }> = {}
) {
  const noise = createNoise(7);
  const isOn = (i: number) =>
    (i - FIRST + MONTH) % MONTH < LENGTH && i >= FIRST && !missed.includes(Math.floor((i - FIRST) / MONTH));
  const values = makeSeries(rows + DAY, (i) => 10 + noise() + (isOn(i) ? size : 0)).values;
  const series = { start: START, step: STEP, values: values.slice(0, rows) };
  const asked = { ...defaultOptions(), horizon: 12 * 3600, ...options };
  const fitted = fitWithoutLstm(series, asked, { timeZone: 'UTC', members });
  return {
    actual: values.subarray(rows),
    fitted,
    result: drawForecast(fitted, { thresholds: [LOW, 50], trainedAt: 0 }),
  };
}

const THIRD = FIRST + 2 * MONTH;
const FOURTH = THIRD + MONTH;
const HOURS = 2;

test('a batch that came three times is in the point and the band, and the details say so', () => {
  const { actual, result } = drawn(FOURTH - 3 * HOURS);
  const { point, intervals } = result.forecast;
  const { lower, upper } = intervals[intervals.length - 1];
  point.forEach((value, h) => {
    expect(Math.abs(value - actual[h])).toBeLessThan(6);
  });
  const inside = [...point.keys()].filter((h) => actual[h] >= lower[h] && actual[h] <= upper[h]);
  expect(inside.length).toBeGreaterThanOrEqual(0.85 * point.length);
  expect(Math.max(...upper.map((edge, h) => edge - lower[h]))).toBeLessThan(20);
  expect(inEnglish(result.report.notes)).toContain(
    'What came every 30 days, 3 times so far, is expected again from 2027-01-04 02:00 on: the forecast and its band hold it.'
  );
  expect(result.breaches).toContainEqual(
    expect.objectContaining({ direction: 'above', threshold: 50, time: timeOf(FOURTH), probability: 1 })
  );
});

test('a crossing that the batch has no part in is as likely as on other days', () => {
  // It begins at the last step but one of twelve hours.
  const { fitted, result } = drawn(FOURTH - 11 * HOURS);
  const { forecaster, onDates, known } = fitted;
  const usual = forecastFrom(forecaster, known.values.length - 1, [0.5]).ensemble();
  const isEnd = ({ threshold, already }: Breach) => threshold === LOW && !already;
  const [expected] = breachesAhead(onDates.now.series, usual, undefined, [LOW]).filter(isEnd);
  expect(expected.probability).toBeGreaterThan(0.2);
  // The paths alone would say .05 more.
  expect(Math.abs(result.breaches.find(isEnd)!.probability! - expected.probability!)).toBeLessThan(0.02);
});

test('one that came once, or is not due, is not', () => {
  for (const rows of [FIRST + MONTH - 3 * HOURS, THIRD - 5 * DAY]) {
    const { result } = drawn(rows);
    expect(Math.max(...result.forecast.point)).toBeLessThan(20);
    expect(result.report.notes.filter(({ english }) => /came/.test(english))).toEqual([]);
  }
});

test.each([
  ['twice', THIRD, [], '2 of 2', '2026-12-05'],
  ['on two of three dates', FOURTH, [1], '2 of 3', '2027-01-04'],
])('one that came %s is followed, and the band holds that it does not come', (_, date, missed, dates, next) => {
  const { result } = drawn(date - 3 * HOURS, missed);
  const { point, intervals } = result.forecast;
  const { lower, upper } = intervals[intervals.length - 1];
  for (const h of [6, 17]) {
    expect(point[h]).toBeGreaterThan(75);
    expect(lower[h]).toBeLessThan(10);
    expect(upper[h]).toBeGreaterThan(90);
  }
  expect(inEnglish(result.report.notes)).toContain(
    `What came every 30 days, on ${dates} dates, may come again from ${next} 02:00 on: the forecast follows it, and the band holds both.`
  );
  // Two of three paths go up.
  expect(result.breaches.find(({ threshold }) => threshold === 50)?.probability).toBeCloseTo(2 / 3, 1);
});

test('a batch under way is forecast to its end, and is no incident', () => {
  const { actual, result } = drawn(THIRD + 2 * HOURS);
  expect(result.calm).toBeUndefined();
  result.forecast.point.forEach((value, h) => expect(Math.abs(value - actual[h])).toBeLessThan(6));
});

test('one that is due and does not come leaves the forecast on its usual course', () => {
  const { result } = drawn(FOURTH + 3 * HOURS, [3]);
  result.forecast.point.forEach((value) => expect(Math.abs(value - 10)).toBeLessThan(4));
});

test('after a batch the forecast is as on other days', () => {
  const { result } = drawn(THIRD + LENGTH);
  result.forecast.point.forEach((value) => expect(Math.abs(value - 10)).toBeLessThan(4));
});

describe.each(['calibrated', 'band', 'spikes'] as const)('marks of %s', (anomalyMethod) => {
  const marksOn = (missed: number[], options: Parameters<typeof drawn>[2] = {}, date = THIRD) =>
    drawn(THIRD + DAY, missed, { anomalyMethod, ...options }).result.anomalies.filter(
      ({ start }) => start >= timeOf(date - 1) && start <= timeOf(date + LENGTH + 1)
    );

  test('the third time is no incident', () => {
    expect(marksOn([])).toEqual([]);
  });

  test('once more is one', () => {
    expect(marksOn([0, 1]).length).toBeGreaterThan(0);
  });
});

test('a batch that does not come when it is due is marked', () => {
  const { result } = drawn(FOURTH + DAY, [3], { anomalyMethod: 'calibrated' });
  const marks = result.anomalies.filter(({ start }) => start >= timeOf(FOURTH));
  expect(marks).toMatchObject([{ start: timeOf(FOURTH), direction: 'below' }]);
});

test('naive forecasts are measured with what was due, as they are drawn', () => {
  const { accuracy, leadTimes } = drawn(THIRD + DAY).result.report;
  // Without it the rows of a date would be off by 80.
  [...accuracy.map(({ mae }) => mae), ...leadTimes!.map(({ naiveMae }) => naiveMae)].forEach((mae) =>
    expect(mae).toBeLessThan(1.6)
  );
});
