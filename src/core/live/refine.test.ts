import type { Anomaly } from '../anomalies';
import type { ForecastResult } from '../fitted';
import { refine } from './refine';
import type { Watched } from './watch';

const MINUTE = 60_000;
const at = (...minutes: number[]) => Float64Array.from(minutes, (minute) => minute * MINUTE);
const anomaly = (start: number, end: number): Anomaly => ({
  ...{ start: start * MINUTE, end: end * MINUTE, peakTime: start * MINUTE, peakScore: 2 },
  ...{ direction: 'above', severity: 'warning' },
});

/** A grid of half hours up to 120 min, a forecast of the next two. */
function resultOf(anomalies: Anomaly[] = []): ForecastResult {
  const point = Float64Array.of(1, 2, 3, 4, 5);
  return {
    expected: {
      times: at(0, 30, 60, 90, 120),
      point,
      intervals: [
        { level: 0.8, lower: point, upper: point },
        { level: 0.95, lower: point.map((one) => one - 1), upper: point.map((one) => one + 1) },
      ],
    },
    anomalyScore: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5),
    anomalies,
    forecast: { times: at(150, 180), point: Float64Array.of(6, 7), intervals: [] },
    breaches: [],
    report: {
      ...{ source: 'blend', origin: 120 * MINUTE, step: 1800, points: 5, trainedAt: 0 },
      ...{ accuracy: [], coverage: [], notes: [] },
    },
  };
}

/** Every ten minutes from 70 to 160. */
function watchedOf(change: Partial<Watched> = {}): Watched {
  const times = at(70, 80, 90, 100, 110, 120, 130, 140, 150, 160);
  return {
    ...{ newest: 160 * MINUTE, step: 600, times, expected: times.map(() => 10), lower: times.map(() => 8) },
    ...{ upper: times.map(() => 12), score: times.map(() => 0.7), anomalies: [], judgedFrom: 80 * MINUTE },
    coverage: { level: 0.95, measured: 0.95, count: 9 },
    ...change,
  };
}

const minutes = (times: ArrayLike<number>) => Array.from(times, (time) => time / MINUTE);
const shownFrom = 100 * MINUTE;

test('the course of the grid up to the samples that are shown, then theirs', () => {
  const { expected, anomalyScore } = refine(resultOf(), watchedOf(), shownFrom);
  expect(minutes(expected.times)).toEqual([0, 30, 60, 90, 100, 110, 120, 130, 140, 150, 160]);
  expect([...expected.point.slice(2, 6)]).toEqual([3, 4, 10, 10]);
  const [narrow, border] = expected.intervals;
  expect([narrow.level, border.level]).toEqual([0.8, 0.95]);
  expect([...border.upper.slice(3, 5)]).toEqual([5, 12]);
  expect([...border.lower.slice(3, 5)]).toEqual([3, 8]);
  // The other bands lie on straight lines between those of the grid, as far as that has any.
  expect([...narrow.upper.slice(3, 8)].map((edge) => Number(edge.toFixed(2)))).toEqual([4, 4.33, 4.67, 5, NaN]);
  expect([...anomalyScore.slice(3, 5)]).toEqual([0.4, 0.7]);
});

test('the forecast begins after the newest sample', () => {
  const { forecast, seen } = refine(resultOf(), watchedOf(), shownFrom);
  expect(minutes(forecast.times)).toEqual([180]);
  expect([...forecast.point]).toEqual([7]);
  expect(seen).toMatchObject({ until: 160 * MINUTE, step: 600, coverage: { count: 9 } });
});

test('a forecast that the samples have overtaken is empty', () => {
  expect(refine(resultOf(), watchedOf({ newest: 500 * MINUTE }), shownFrom).forecast.times).toHaveLength(0);
});

test('marks of the grid from before the samples were judged stay, the others are those of the samples', () => {
  const marks = (grid: Anomaly[], fine: Anomaly[] | undefined, judgedFrom = 80) =>
    refine(resultOf(grid), watchedOf({ anomalies: fine, judgedFrom: judgedFrom * MINUTE }), shownFrom).anomalies.map(
      ({ start, end }) => [start / MINUTE, end / MINUTE]
    );
  expect(marks([anomaly(0, 30), anomaly(90, 120)], [anomaly(130, 160)])).toEqual([
    [0, 30],
    [130, 160],
  ]);
  // One that crosses the border is there once.
  expect(marks([anomaly(30, 90)], [anomaly(80, 100)])).toEqual([[80, 100]]);
  expect(marks([anomaly(30, 90)], [anomaly(150, 160)])).toEqual([
    [30, 90],
    [150, 160],
  ]);
  // Nothing judged, or a method that judges the grid.
  expect(marks([anomaly(90, 120)], [], Infinity)).toEqual([[90, 120]]);
  expect(marks([anomaly(90, 120)], undefined)).toEqual([[90, 120]]);
});

test('a mark of the grid that ended before the samples were judged stays, however soon the next begins', () => {
  const result = resultOf([anomaly(0, 60)]);
  const { anomalies } = refine(result, watchedOf({ anomalies: [anomaly(85, 100)] }), shownFrom);
  expect(anomalies.map(({ start }) => start / MINUTE)).toEqual([0, 85]);
});

test('what both found is there once, though nothing before was judged by all that judges samples', () => {
  const { anomalies } = refine(
    resultOf([anomaly(30, 60), anomaly(90, 120)]),
    watchedOf({ anomalies: [anomaly(85, 115)], judgedFrom: Infinity }),
    shownFrom
  );
  expect(anomalies.map(({ start }) => start / MINUTE)).toEqual([30, 85]);
});

test('an incident that is over is as grave as the grid has it, whatever the distance of the samples', () => {
  const graveOf = (grid: Anomaly, fine: Anomaly) => {
    const [{ start, severity, peakScore }] = refine(
      resultOf([grid]),
      watchedOf({ anomalies: [fine] }),
      shownFrom
    ).anomalies;
    return [start / MINUTE, severity, peakScore];
  };
  const grave: Anomaly = { ...anomaly(90, 90), peakScore: 5, severity: 'critical' };
  expect(graveOf(grave, anomaly(85, 95))).toEqual([85, 'critical', 5]);
  expect(graveOf(anomaly(90, 90), { ...grave, start: 85 * MINUTE })).toEqual([85, 'warning', 2]);
  // One to the other side is another one, and one that goes on after the grid is judged by its samples.
  expect(graveOf({ ...grave, direction: 'below' }, anomaly(85, 95))).toEqual([85, 'warning', 2]);
  expect(graveOf(grave, anomaly(85, 130))).toEqual([85, 'warning', 2]);
});
