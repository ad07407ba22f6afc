import { laterPart, rowFrom } from './forecast';
import { toForecast } from './intervals';

const times = Float64Array.of(10, 20, 30);
const offsets = {
  levels: [0.5, 0.9],
  below: [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 60)],
  above: [Float64Array.of(2, 3, 4), Float64Array.of(5, 6, 70)],
};
const forecast = toForecast(times, Float64Array.of(50, 60, 70), offsets, { lower: 20, upper: 100 });

test('edges are the points less and plus their offsets, within the bounds', () => {
  expect(forecast).toEqual({
    times,
    point: Float64Array.of(50, 60, 70),
    intervals: [
      { level: 0.5, lower: Float64Array.of(49, 58, 67), upper: Float64Array.of(52, 63, 74) },
      { level: 0.9, lower: Float64Array.of(46, 55, 20), upper: Float64Array.of(55, 66, 100) },
    ],
  });
});

test('points are held within the bounds too', () => {
  expect([...toForecast(times, Float64Array.of(0, 60, 200), offsets, { lower: 20, upper: 100 }).point]).toEqual([
    20, 60, 100,
  ]);
});

test('the later part begins with a row, of the points and of all edges', () => {
  expect(laterPart(forecast, 2)).toEqual({
    times: Float64Array.of(30),
    point: Float64Array.of(70),
    intervals: [
      { level: 0.5, lower: Float64Array.of(67), upper: Float64Array.of(74) },
      { level: 0.9, lower: Float64Array.of(20), upper: Float64Array.of(100) },
    ],
  });
});

test.each([
  [5, 0],
  [10, 0],
  [10.5, 1],
  [20, 1],
  [30, 2],
  [31, 3],
])('the first row at or after %p is %p', (time, row) => {
  expect(rowFrom(forecast, time)).toBe(row);
});
