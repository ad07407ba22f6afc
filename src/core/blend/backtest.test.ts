import { createHistory, type History } from '../history/history';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { backtestBlend } from './backtest';
import { blend } from './blend';
import type { Hindcasts } from './hindcasts';
import { fitWeights } from './shares';

const [HORIZON, FIRST, END] = [5, 40, 340];
const BLOCKS = [
  { from: 0, to: 2 },
  { from: 2, to: 5 },
];
const noise = createNoise(14);
const history: History = createHistory(
  makeSeries(400, (t) => (t % 23 === 5 ? NaN : 10 + 4 * noise())),
  'UTC'
);
const { z, unit } = history;
const origins = Int32Array.from({ length: 100 }, (_, w) => FIRST + 3 * w);
const member = (name: 'day' | 'week', size: number) => ({
  name,
  points: Float64Array.from({ length: 500 }, (_, at) => {
    const actual = z[origins[Math.floor(at / HORIZON)] + 1 + (at % HORIZON)];
    return at % 41 === 7 ? NaN : (Number.isNaN(actual) ? 0 : actual) + size * noise();
  }),
});
const hindcasts: Hindcasts = { origins, horizon: HORIZON, members: [member('day', 0.5), member('week', 0.9)] };
// Of rows 40 to 339 all but 13 are known; the last fifth of those, 58, begin at row 279.
const CUT = 278;

test('what was fitted on the outcomes before the last fifth is held against those after it', () => {
  const backtest = backtestBlend(hindcasts, history, BLOCKS, DAY, FIRST, END);
  const blended = blend(hindcasts, BLOCKS, fitWeights(hindcasts, z, BLOCKS, CUT, DAY));
  const maeOf = (points: Float64Array) => {
    const errors = [...origins.keys()]
      .filter((w) => origins[w] >= CUT)
      .flatMap((w) => Array.from({ length: HORIZON }, (_, h) => ({ at: w * HORIZON + h, row: origins[w] + 1 + h })))
      .filter(({ row }) => row < END)
      .map(({ at, row }) => Math.abs(z[row] - points[at]))
      .filter((error) => !Number.isNaN(error));
    return (unit * errors.reduce((sum, error) => sum + error, 0)) / errors.length;
  };
  expect(backtest.blend).toBeCloseTo(maeOf(blended.points), 10);
  expect(backtest.members.map(({ name }) => name)).toEqual(['day', 'week']);
  backtest.members.forEach(({ mae }, m) => expect(mae).toBeCloseTo(maeOf(hindcasts.members[m].points), 10));
});

test('a long gap does not leave the judgement to the few rows after it', () => {
  const gappy = { ...history, z: z.map((value, t) => (t >= 260 && t < 336 ? NaN : value)) };
  const errorsOf = (one: History) =>
    backtestBlend(hindcasts, one, BLOCKS, DAY, FIRST, END).members.map(({ mae }) => mae);
  // A value 20 rows before the gap is judged by.
  const moved = { ...gappy, z: gappy.z.map((value, t) => (t === 240 ? value + 100 : value)) };
  errorsOf(moved).forEach((mae, m) => expect(mae).toBeGreaterThan(errorsOf(gappy)[m] + 0.1));
});

test('nothing can be compared where nothing comes after the cut', () => {
  const early = { ...hindcasts, origins: origins.map((_, w) => w) };
  const { blend: own, members } = backtestBlend(early, history, BLOCKS, DAY, 0, END);
  expect([own, ...members.map(({ mae }) => mae)]).toEqual([NaN, NaN, NaN]);
});
