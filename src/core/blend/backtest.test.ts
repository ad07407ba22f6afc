import { createCalibrator } from '../bands/conformal';
import { createHistory, type History } from '../history/history';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { backtestBlend } from './backtest';
import { blend, fitWeights } from './blend';
import type { Hindcasts } from './hindcasts';
import { errorsOf, fitSpread, spreadOf } from './spread';

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
const { z, unit, hour } = history;
const origins = Int32Array.from({ length: 100 }, (_, w) => FIRST + 3 * w);
const member = (name: 'day' | 'week', size: number) => ({
  name,
  points: Float64Array.from({ length: 500 }, (_, at) => {
    const actual = z[origins[Math.floor(at / HORIZON)] + 1 + (at % HORIZON)];
    return at % 41 === 7 ? NaN : (Number.isNaN(actual) ? 0 : actual) + size * noise();
  }),
});
const hindcasts: Hindcasts = { origins, horizon: HORIZON, members: [member('day', 0.5), member('week', 0.9)] };
// The last fifth of the rows from the first hindcast to the end: known before are those up to row 279.
const CUT = 279;

test('what was fitted on the outcomes before the last fifth is held against those after it', () => {
  const { blend: own, members, coverage } = backtestBlend(hindcasts, history, BLOCKS, FIRST, END);
  const blended = blend(hindcasts, BLOCKS, fitWeights(hindcasts, z, BLOCKS, CUT, DAY));
  const model = fitSpread(blended, z, BLOCKS, CUT, DAY, hour);
  const spread = spreadOf(model, blended, z, END - 1, new Int32Array(100));
  const { factors } = createCalibrator(errorsOf(blended, z, CUT), spread, origins, BLOCKS, { day: DAY, hour })(
    [0.025, 0.1, 0.5, 0.9, 0.975],
    CUT
  );
  const errorsIn = (points: Float64Array, from: number, to: number) =>
    [...origins.keys()]
      .filter((w) => origins[w] >= CUT)
      .flatMap((w) => Array.from({ length: to - from }, (_, i) => ({ w, h: from + i, row: origins[w] + 1 + from + i })))
      .filter(({ row }) => row < END)
      .map(({ w, h, row }) => ({ error: z[row] - points[w * HORIZON + h], at: w * HORIZON + h, block: h < 2 ? 0 : 1 }))
      .filter(({ error }) => !Number.isNaN(error));
  const maeOf = (points: Float64Array, from = 0, to = HORIZON) => {
    const errors = errorsIn(points, from, to);
    return (unit * errors.reduce((sum, { error }) => sum + Math.abs(error), 0)) / errors.length;
  };
  const facts = (points: Float64Array) => [maeOf(points), maeOf(points, 0, 2), maeOf(points, 2, 5)];
  const told = ({ mae, maeByBlock }: typeof own) => [mae, ...maeByBlock];
  told(own).forEach((value, i) => expect(value).toBeCloseTo(facts(blended.points)[i], 10));
  members.forEach((each, m) => {
    expect(each.name).toBe(hindcasts.members[m].name);
    told(each).forEach((value, i) => expect(value).toBeCloseTo(facts(hindcasts.members[m].points)[i], 10));
  });
  const tested = errorsIn(blended.points, 0, HORIZON);
  [0.8, 0.95].forEach((level, l) => {
    const inside = tested.filter(({ error, at, block }) => {
      const [lower, upper] = [factors[block][1 - l] * spread[at], factors[block][3 + l] * spread[at]];
      return error >= lower && error <= upper;
    });
    expect(coverage[l]).toEqual({ level, measured: inside.length / tested.length, count: tested.length });
  });
});

test('nothing can be compared where nothing comes after the cut', () => {
  const early = { ...hindcasts, origins: origins.map((_, w) => w) };
  const { blend: own, coverage } = backtestBlend(early, history, BLOCKS, 0, END);
  expect([own.mae, ...own.maeByBlock, coverage[0].measured]).toEqual([NaN, NaN, NaN, NaN]);
  expect(coverage[0].count).toBe(0);
});
