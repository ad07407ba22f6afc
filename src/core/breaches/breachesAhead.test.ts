import { breachesAhead } from './breachesAhead';
import type { PathEnsemble } from './breachProbability';
import { timeAt } from '../series/series';
import { makeSeries } from '../../testing/testSeries';

const HORIZON = 4;
const series = makeSeries(20, () => 10);
const after = (steps: number) => timeAt(series, 19 + steps);

/** Ten paths at 10, of which `rising` cross 20 at the third step. */
function ensembleOf(rising: number): PathEnsemble {
  const path = (w: number) => (w < rising ? [12, 15, 25, 30] : [10, 10, 10, 10]);
  const flat = Array.from({ length: 10 }, (_, w) => path(w)).flat();
  return { paths: Float64Array.from(flat), weights: new Float64Array(10).fill(1), horizon: HORIZON };
}

test('a likely crossing has its time and its interval', () => {
  const [breach, ...more] = breachesAhead(series, ensembleOf(8), undefined, [20, 20]);
  expect(more).toEqual([]);
  expect(breach).toMatchObject({ threshold: 20, direction: 'above', probability: 0.8, level: 0.8 });
  expect([breach.time, breach.earliest, breach.latest]).toEqual([after(3), after(3), after(3)]);
});

test('a possible one has its earliest time alone, and one that hardly is possible is not spoken of', () => {
  const [possible] = breachesAhead(series, ensembleOf(3), undefined, [20]);
  expect(possible).toMatchObject({ probability: 0.3, time: NaN, earliest: after(3), latest: NaN });
  const rare = { ...ensembleOf(1), weights: Float64Array.from({ length: 10 }, (_, w) => (w === 0 ? 0.5 : 1)) };
  expect(breachesAhead(series, rare, undefined, [20])).toEqual([]);
});

test('a threshold that is reached already is said, and its end where one is likely', () => {
  const down = { ...ensembleOf(0), paths: new Float64Array(10 * HORIZON).fill(1) };
  const [reached, end] = breachesAhead(series, down, undefined, [10]);
  expect(reached).toMatchObject({ direction: 'above', already: true, time: after(0) });
  expect(end).toMatchObject({ direction: 'below', probability: 1, time: after(1) });
  expect(breachesAhead(series, ensembleOf(0), undefined, [10])).toHaveLength(1);
});

test('while an incident lasts as many paths go on as it does as incidents of its age do', () => {
  const calm = ensembleOf(0);
  const incident = { deviation: 6, slope: 2, usual: 4, age: 2, past: [], hour: 2 };
  // 10 + 6 + 2 h reaches 20 at the second step, when .2 + .8 * 4 / 6 of them still last: six of eight copies.
  expect(breachesAhead(series, calm, incident, [20])).toMatchObject([{ probability: 0.75, earliest: after(2) }]);
  const past = [2, 3, 3];
  expect(breachesAhead(series, calm, { ...incident, past }, [20])).toMatchObject([{ probability: 0.125 }]);
  expect(breachesAhead(series, calm, undefined, [20])).toEqual([]);
});

test.each([
  ['a threshold below the floor', [-1], { lower: 0, upper: Infinity }],
  ['a threshold above the ceiling', [101], { lower: 0, upper: 100 }],
  ['a floor of its own', [4], { lower: 5, upper: Infinity }],
  ['an incident too', [16], { lower: 0, upper: 15 }],
])('no path leaves the bounds: %s is not crossed', (_, thresholds, bounds) => {
  const wild = [10, -50, 10, 300];
  const paths = Float64Array.from({ length: 10 * HORIZON }, (_, at) => wild[at % HORIZON]);
  const ensemble = { ...ensembleOf(0), paths };
  const incident = { deviation: 40, slope: 5, usual: 10, age: 9, past: [], hour: 2 };
  for (const current of [undefined, incident]) {
    expect(breachesAhead(series, ensemble, current, thresholds, bounds).filter(({ already }) => !already)).toEqual([]);
    expect(breachesAhead(series, ensemble, current, thresholds).some(({ already }) => !already)).toBe(true);
  }
});

test('a bound itself is reached', () => {
  const full = { ...ensembleOf(0), paths: new Float64Array(10 * HORIZON).fill(130) };
  const [breach] = breachesAhead(series, full, undefined, [100], { lower: 0, upper: 100 });
  expect(breach).toMatchObject({ probability: 1, time: after(1) });
});

test('of a series that stopped, only what is still to come is said', () => {
  const silent = (missing: number) => makeSeries(20 + missing, (i) => (i < 20 ? 10 : NaN));
  expect(breachesAhead(silent(2), ensembleOf(8), undefined, [20])).toMatchObject([{ time: after(3) }]);
  expect(breachesAhead(silent(3), ensembleOf(8), undefined, [20])).toEqual([]);
});
