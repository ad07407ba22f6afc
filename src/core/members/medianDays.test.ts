import { createHistory } from '../history/history';
import { RunningMean } from '../math/runningMean';
import { fitResidual, residualPath } from '../regression/residualModel';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { days, daysAndWeeks, weekday, yesterday } from './medianDays';

const noise = createNoise(16);
const series = makeSeries(21 * DAY, (t) => (t % 61 === 9 ? NaN : 5 * Math.sin((2 * Math.PI * t) / DAY) + noise()));
const history = createHistory(series, 'UTC');
const HORIZON = 2 * DAY;

/** The value at the same time so many days before; of one after the origin, of the next that is past. */
function lagAt(row: number, lag: number, origin: number): number {
  let back = lag;
  while (row - back * DAY > origin) {
    back += lag % 7 === 0 ? 7 : 1;
  }
  return history.clipped.values[row - back * DAY] ?? NaN;
}
function medianOf(values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return (known[(known.length - 1) >> 1] + known[known.length >> 1]) / 2;
}

test.each([
  ['days', days, [1, 2, 3, 4, 5, 6, 7]],
  ['weekday', weekday, [7, 14]],
  ['yesterday', yesterday, [1]],
  ['days and weeks', daysAndWeeks, [1, 2, 7, 14]],
])('%s: the median of those days, and what is left of the distance from it', (_, member, lags) => {
  const season = (row: number, origin: number) => medianOf(lags.map((lag) => lagAt(row, lag, origin)));
  const distance = history.clipped.values.map((value, t) => value - season(t, t - 1));
  for (const rows of [{ end: 18 * DAY }, { end: 18 * DAY, heldOut: { from: 15 * DAY, to: 16 * DAY } }]) {
    const model = fitResidual(new RunningMean(distance), history.hour, HORIZON, rows);
    const predict = member.create(history, HORIZON)!(rows)!;
    for (const origin of [15 * DAY + 5, 18 * DAY - 1, 21 * DAY - 1]) {
      const rest = residualPath(model, origin);
      predict(origin).point.forEach((value, h) => {
        const expected = season(origin + 1 + h, origin) + rest[h];
        // Unknown where none of those days is known.
        expect({ h, value }).toEqual({ h, value: Number.isNaN(expected) ? NaN : expect.closeTo(expected, 6) });
      });
    }
  }
});

test('weeks need two of them in the history and in the fit, days only a day that fits the step', () => {
  const short = (length: number) => createHistory({ ...series, values: series.values.subarray(0, length) }, 'UTC');
  expect(weekday.create(short(14 * DAY - 1), 4)).toBeUndefined();
  const fit = weekday.create(short(14 * DAY), 4)!;
  expect(fit({ end: 14 * DAY - 1 })).toBeUndefined();
  expect(fit({ end: 14 * DAY })).toBeDefined();
  expect(days.create(short(2 * DAY), 4)!({ end: 2 * DAY })).toBeDefined();
  expect(days.create(createHistory({ ...series, step: 7 * 3600 }, 'UTC'), 4)).toBeUndefined();
});

test('of a short history as many days count as a season may look back', () => {
  const short = createHistory(
    { ...series, values: series.values.map((value, t) => (t < 3 * DAY ? 1e3 : value)) },
    'UTC'
  );
  const cut = { ...series, values: short.series.values.subarray(0, 7 * DAY) };
  const { point } = days.create(createHistory(cut, 'UTC'), 1)!({ end: 7 * DAY })!(7 * DAY - 1);
  // Two of seven days count: the first three are not seen.
  const other = { ...cut, values: cut.values.map((value, t) => (t < 3 * DAY ? 900 : value)) };
  const of = (given: typeof cut) => {
    const made = createHistory(given, 'UTC');
    return made.center + made.unit * days.create(made, 1)!({ end: 7 * DAY })!(7 * DAY - 1).point[0];
  };
  expect(point).toHaveLength(1);
  expect(of(cut)).toBeLessThan(100);
  expect(of(other)).toBeLessThan(100);
});
