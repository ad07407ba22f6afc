import { createHistory } from '../history/history';
import { change, makeSeries } from '../../testing/testSeries';
import { cycle } from './cycle';

const PERIOD = 7;
const END = 70;
const HORIZON = 10;
const course = (t: number) => (t % PERIOD === 3 ? 40 : 10);
const series = makeSeries(100, course);
const historyOf = (of = series) => createHistory(of, 'UTC', undefined, END);
const forecast = (of = series, origin = END - 1) => cycle.create(historyOf(of), HORIZON)!({ end: END })!(origin).point;

test('what repeats is carried on, beyond one cycle too', () => {
  const { z } = historyOf();
  forecast().forEach((value, h) => expect(value).toBeCloseTo(z[END + h], 10));
});

test('a change of level over the last cycles moves all of it', () => {
  const risen = change(series, (value, t) => value + (t >= END - PERIOD ? 5 : 0));
  const { z } = historyOf(risen);
  // One cycle of the five has the new level already: the mean course has a fifth of it, the shift the rest.
  forecast(risen).forEach((value, h) => expect(value).toBeCloseTo(z[END + h], 10));
});

test('a gap stands for nothing, and no later row is read', () => {
  const holed = change(series, (value, t) => (t > END - 9 && t < END - 5 ? NaN : value));
  forecast(holed).forEach((value) => expect(value).not.toBeNaN());
  expect(forecast(change(series, (value, t) => (t >= END ? 1e6 : value)))).toEqual(forecast());
});

test('where nothing repeats there is no such member', () => {
  const line = makeSeries(100, (t) => t);
  expect(cycle.create(historyOf(line), HORIZON)!({ end: END })).toBeUndefined();
});
