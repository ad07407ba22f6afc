import { BASELINES } from '../members/members';
import { naiveDay } from '../members/naive';
import { createNoise, DAY, makeDaily, makeSeries, START, STEP } from '../../testing/testSeries';
import { fitForecaster } from './forecaster';
import { withVerdict } from './weigh';

const series = makeDaily(12, 3);
const end = 12 * DAY;
const options = { horizon: 6, members: BASELINES, hindcasts: 90 };
const fitted = fitForecaster(series, options);

test('hindcasts start once in each stretch of rows, from where a season has its days on', () => {
  // A third of twelve days are looked back on: four.
  expect(fitted).toMatchObject({ end, first: 4 * DAY, every: Math.ceil((8 * DAY) / 90) });
  const { origins } = fitted.hindcasts;
  const begin = START / 1000 / STEP;
  const stretches = Array.from(origins, (row) => Math.floor((begin + row) / fitted.every));
  stretches.slice(1).forEach((stretch, i) => expect(stretch).toBe(stretches[i] + 1));
  expect(origins[0]).toBeGreaterThanOrEqual(4 * DAY);
  expect(origins[0]).toBeLessThan(4 * DAY + 2 * fitted.every);
  expect(origins.at(-1)).toBeGreaterThan(end - 2 - 2 * fitted.every);
  expect(origins.at(-1)).toBeLessThanOrEqual(end - 2);
  // Of other times of day, not of a few.
  expect(new Set(Array.from(origins, (row) => row % fitted.every)).size).toBe(fitted.every);
});

test('a series that has moved on by a step looks back from the same moments', () => {
  const later = makeDaily(13, 3);
  const moved = { ...later, start: START + STEP * 1000, values: later.values.slice(1, end + 1) };
  const timesOf = (start: number, rows: Int32Array) => Array.from(rows, (row) => start + row * STEP * 1000);
  const [before, after] = [
    timesOf(START, fitted.hindcasts.origins),
    timesOf(moved.start, fitForecaster(moved, options).hindcasts.origins),
  ];
  const shared = after.filter((time) => time >= before[0] && time <= before.at(-1)!);
  expect(shared.length).toBeGreaterThanOrEqual(before.length - 1);
  expect(before).toEqual(expect.arrayContaining(shared));
});

test('who is drawn alone has all the weight, who is judged elsewhere too', () => {
  const naive = { kind: 'naive', naive: 'day', error: 2, naiveError: 1 } as const;
  const alone = withVerdict(fitted, naive);
  const place = fitted.hindcasts.members.findIndex(({ name }) => name === 'day');
  alone.weights.forEach((block) => block.forEach((weight, m) => expect(weight).toBe(m === place ? 1 : 0)));
  expect(alone.shares).toBe(fitted.shares);
  expect(withVerdict(alone, fitted.verdict).weights).toEqual(fitted.weights);
  expect(withVerdict(fitted, undefined)).toBe(fitted);
});

test('less than three days, or a step that does not divide one, have no season: last value, line, the day before and what repeats are blended', () => {
  for (const [days, kind] of [
    [2.9, 'too-little-history'],
    [3, 'season'],
  ] as const) {
    const { verdict, members } = fitForecaster(makeDaily(days, 3), options);
    const isSeasonal = kind === 'season';
    expect(verdict.kind === 'too-little-history').toBe(!isSeasonal);
    expect(members.map(({ name }) => name)).toEqual(
      isSeasonal ? ['last-value', 'day', 'linear'] : ['last-value', 'linear', 'day', 'cycle']
    );
  }
  const odd = fitForecaster({ ...makeDaily(4, 3), step: 7 * 3600 }, options);
  expect(odd.verdict).toEqual({ kind: 'too-little-history', days: (4 * DAY * 7) / 24 });
  expect(odd.first).toBe(Math.floor((4 * DAY) / 4));
});

test('a series that never changes is judged as such; members that need more history leave the last value', () => {
  expect(
    fitForecaster(
      makeSeries(4 * DAY, () => 3),
      options
    ).verdict
  ).toEqual({ kind: 'constant' });
  const never = { ...naiveDay, create: () => undefined };
  expect(fitForecaster(series, { ...options, members: [never] }).members.map(({ name }) => name)).toEqual([
    'last-value',
  ]);
});

test('nine known values are too few, ten are enough; none is another failure', () => {
  const noise = createNoise(3);
  const known = (count: number) => makeSeries(40, (t) => (t < count ? noise() : NaN));
  const failure = (count: number) => {
    try {
      return fitForecaster(known(count), options).end;
    } catch (error) {
      return (error as { detail: unknown }).detail;
    }
  };
  expect(failure(0)).toEqual({ kind: 'no-values' });
  expect(failure(9)).toEqual({ kind: 'too-little-history', needed: 10, got: 9, step: STEP });
  expect(failure(10)).toBe(40);
});

test('a member that cannot be fitted on these rows is left out', () => {
  const silent = { ...naiveDay, name: 'week' as const, create: () => () => undefined };
  const { members, predictors, hindcasts } = fitForecaster(series, { ...options, members: [...BASELINES, silent] });
  const names = BASELINES.map(({ name }) => name);
  expect(members.map(({ name }) => name)).toEqual(names);
  expect([...predictors.keys()]).toEqual(names);
  expect(hindcasts.members.map(({ name }) => name)).toEqual(names);
});
