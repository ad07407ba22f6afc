import { makeDaily } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { knownPathsMember } from './knownPaths';

const series = makeDaily(4);
const history = createHistory(series, 'UTC', undefined, series.values.length);

test('it says what is known of an origin, and nothing at others', () => {
  const path = Float64Array.of(40, 55, 70);
  const member = knownPathsMember('lstm', new Map([[100, path]]));
  const predict = member.create(history, 3)!({ end: 101 })!;
  expect(member.name).toBe('lstm');
  predict(100).point.forEach((value, h) => expect(history.center + history.unit * value).toBeCloseTo(path[h], 9));
  expect([...predict(101).point]).toEqual([NaN, NaN, NaN]);
});
