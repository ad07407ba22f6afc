import { findSeason } from './season';
import { createNoise, DAY, makeDaily, makeSeries, STEP } from '../../testing/testSeries';

const find = ({ values }: { values: Float64Array }) => findSeason(values, STEP);
const wave = (i: number) => Math.sin((2 * Math.PI * i) / DAY);

test('a day is found under noise and gaps, at any offset', () => {
  expect(find(makeDaily(14, 10))).toBe(DAY);
  const noise = createNoise(3);
  expect(find(makeSeries(10 * DAY, (i) => (i % 9 < 3 ? NaN : 1e9 + wave(i) + 0.5 * noise())))).toBe(DAY);
});

test('a trend is no season, and does not hide one', () => {
  const noise = createNoise(4);
  expect(find(makeSeries(14 * DAY, (i) => i + noise()))).toBeUndefined();
  expect(find(makeSeries(14 * DAY, (i) => i + 5 * wave(i)))).toBe(DAY);
});

test('noise and a random walk have none', () => {
  const noise = createNoise(5);
  let level = 0;
  expect(find(makeSeries(20 * DAY, () => noise()))).toBeUndefined();
  expect(find(makeSeries(20 * DAY, () => (level += noise())))).toBeUndefined();
});

test('working days make a week of it', () => {
  const noise = createNoise(6);
  const isWorkday = (i: number) => Math.floor(i / DAY) % 7 < 5;
  expect(find(makeSeries(21 * DAY, (i) => (isWorkday(i) ? 10 * wave(i) + 10 : 0) + 0.5 * noise()))).toBe(7 * DAY);
});

test('less than two days have no season, nor have steps that do not divide a day', () => {
  expect(find(makeDaily(1.9))).toBeUndefined();
  expect(findSeason(makeDaily(14).values, 420)).toBeUndefined();
});

test('the size of the values does not matter', () => {
  const noise = createNoise(8);
  const values = [
    makeDaily(14, 10),
    makeSeries(14 * DAY, () => noise()),
    makeSeries(14 * DAY, (i) => i + noise()),
    makeSeries(14 * DAY, (i) => (i % 9 < 3 || i < 3 * DAY ? NaN : noise())),
  ];
  for (const series of values) {
    for (const factor of [1e-9, 1e9]) {
      expect(find({ values: series.values.map((value) => factor * value) })).toBe(find(series));
    }
  }
});
