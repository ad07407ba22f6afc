import { createHistory } from '../history/history';
import { Ridge } from '../regression/ridge';
import { change, DAY, makeDaily } from '../../testing/testSeries';
import { ridge } from './ridgeMember';

const HORIZON = 5;
const series = change(makeDaily(6, 4), (value, t) => (t % 19 === 4 || (t > 100 && t < 130) || t < 60 ? NaN : value));
const history = createHistory(series, 'UTC');
const { values } = history.clipped;

/** The last 24 hours as means, a missing one as the hour after it; the last three values; 1. */
function featuresAt(t: number): number[] | undefined {
  const hours = Array.from({ length: 24 }, (_, i) => history.clipped.over(t - 2 * (i + 1) + 1, t - 2 * i));
  const day = history.clipped.over(t - DAY + 1, t);
  if (Number.isNaN(day)) {
    return undefined;
  }
  const filled = hours.map(
    (_, i) =>
      hours
        .slice(0, i + 1)
        .filter((mean) => !Number.isNaN(mean))
        .at(-1) ?? day
  );
  return [...filled, ...[0, 1, 2].map((i) => (Number.isNaN(values[t - i]) ? filled[0] : values[t - i])), 1];
}

test('each lead time is a ridge regression on the hours of the last day and the last values', () => {
  const [end, heldOut] = [5 * DAY, { from: 180, to: 190 }];
  const regression = new Ridge(28, HORIZON);
  for (let t = DAY; t < end; t++) {
    const features = featuresAt(t);
    if (!Number.isNaN(values[t]) && features && (t + HORIZON < heldOut.from || t >= heldOut.to)) {
      regression.add(Float64Array.from(features), values, t + 1, end);
    }
  }
  const weights = regression.solve(0.01);
  const predict = ridge.create(history, HORIZON)!({ end, heldOut })!;
  for (const origin of [70, 110, 125, 5 * DAY, 6 * DAY - 1]) {
    const features = featuresAt(origin)!;
    predict(origin).point.forEach((value, h) => {
      const sum = features.reduce((all, x, i) => all + x * weights[h * 28 + i], 0);
      expect(value).toBeCloseTo(sum, 10);
    });
  }
});

test('it says nothing before the first day is over, nor where nothing of a day is known', () => {
  const predict = (s: typeof series) => ridge.create(createHistory(s, 'UTC'), HORIZON)!({ end: 6 * DAY })!;
  const known = predict(makeDaily(6, 4));
  expect(known(DAY - 2).point.every(Number.isNaN)).toBe(true);
  expect(known(DAY - 1).point.some(Number.isNaN)).toBe(false);
  expect(predict(series)(58).point.every(Number.isNaN)).toBe(true);
});
