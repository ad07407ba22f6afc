import { bandAt } from './bandAt';

const forecastOf = (times: number[], point: number[], below: number, above: number) => ({
  times: Float64Array.from(times),
  point: Float64Array.from(point),
  intervals: [1, 2].map((level) => ({
    level: level / 4,
    lower: Float64Array.from(point, (value) => value - level * below),
    upper: Float64Array.from(point, (value) => value + level * above),
  })),
});
const expected = forecastOf([0, 10], [0, 20], 1, 2);
const forecast = forecastOf([20, 30], [40, 50], 3, 4);

test('the band lies on straight lines between the times of the grid, and on into the forecast', () => {
  const { point, below, above } = bandAt({ expected, forecast }, [0, 5, 10, 12.5, 20, 27.5, 30]);
  expect([...point]).toEqual([0, 10, 20, 25, 40, 47.5, 50]);
  // The widest band: twice the distances of the narrow one.
  expect([...below]).toEqual([2, 2, 2, 3, 6, 6, 6]);
  expect([...above]).toEqual([4, 4, 4, 5, 8, 8, 8]);
});

test('of times before the first and after the last nothing is known', () => {
  const { point, below, above } = bandAt({ expected, forecast }, [-1, 31, 99]);
  [point, below, above].forEach((values) => expect([...values]).toEqual([NaN, NaN, NaN]));
});

test('while an incident lasts the band is that of the normal course', () => {
  const calm = forecastOf([20, 30], [24, 28], 1, 1);
  const { point, above } = bandAt({ expected, forecast, calm }, [20, 25]);
  expect([...point]).toEqual([24, 26]);
  expect([...above]).toEqual([2, 2]);
});

test('an edge on the wrong side of the point is no distance, and without a band none is known', () => {
  const crossed = forecastOf([0, 10], [0, 20], -1, -2);
  const { below, above } = bandAt({ expected: crossed, forecast }, [0]);
  expect([below[0], above[0]]).toEqual([0, 0]);
  const bare = bandAt({ expected: { ...expected, intervals: [] }, forecast }, [5, 30]);
  expect([bare.point[0], bare.below[0], bare.above[0], bare.above[1]]).toEqual([10, NaN, NaN, 8]);
});
