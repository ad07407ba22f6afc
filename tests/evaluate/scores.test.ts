import { add, createScore, summarise } from './scores';
import { foldsOf, manyFoldsOf } from './folds';

const values = Float64Array.of(0, 1, 2, 3, 2, 5);
const quantiles = [0.025, 0.1, 0.5, 0.9, 0.975];
const scoreOf = (point: number) => {
  // In-sample |y(t) - y(t - 2)|: 2, 2 over the first four values.
  const score = createScore(values, 2, 4);
  const paths = quantiles.map((q) => Float64Array.of(point + q - 0.5, point + q - 0.5));
  add(score, values.subarray(4), Float64Array.of(point, point), quantiles, paths);
  return score;
};

test('errors are scaled by the seasonal naive one in the history, losses are pinball losses', () => {
  const { scale, error, count, loss, inside95 } = scoreOf(2);
  expect([scale, error, count, inside95]).toEqual([2, 3, 2, 1]);
  // By hand, misses of .1, .5, .9 at y = 2: .4, 0, -.4; at y = 5: 3.4, 3, 2.6.
  expect(loss).toBeCloseTo((0.1 * 0.4 + 0.1 * 0.4 + (0.1 * 3.4 + 0.5 * 3 + 0.9 * 2.6)) / 3, 12);
});

test('ratios are geometric means over folds, worse those by more than 5 %', () => {
  const { ratio, worse, mase } = summarise([scoreOf(2), scoreOf(3.5)], [scoreOf(3.5), scoreOf(2)]);
  expect(ratio).toBeCloseTo(1, 12);
  expect(worse).toBe(0);
  expect(mase).toBeCloseTo(0.75, 12);
});

test('a fold without any error does not make the ratio 0', () => {
  const perfect = { ...scoreOf(2), error: 0 };
  expect(summarise([perfect], [scoreOf(2)]).ratio).toBeCloseTo(0.02 / 1.5, 12);
});

test('a history that never changes counts for the ratio alone: its errors have no scale', () => {
  const flat = { ...scoreOf(2), scale: 0 };
  const { mase, ratio } = summarise([scoreOf(2), flat], [scoreOf(2), scoreOf(3.5)]);
  expect(mase).toBeCloseTo(0.75, 12);
  expect(ratio).toBeCloseTo(1, 12);
});

test('folds follow the protocol: the last one, and an earlier one where there is room', () => {
  const day = 144;
  expect(foldsOf(8784, day).map(({ start, end }) => [start, end])).toEqual([
    [3990, 8310],
    [2594, 6914],
  ]);
  expect(foldsOf(4032, day)).toEqual([{ start: 0, end: 3558, origins: [3558, 3624, 3690, 3756, 3822, 3888] }]);
  expect(foldsOf(13 * day, day)).toEqual([]);
});

test('many folds: the last one first, apart by what is forecast of each, none without ten days of history', () => {
  const day = 144;
  const folds = manyFoldsOf(8784, day, 8);
  expect(folds[0]).toEqual(foldsOf(8784, day)[0]);
  expect(folds).toHaveLength(8);
  folds.slice(1).forEach(({ start, end, origins }, i) => {
    expect(origins[5] + day).toBeLessThanOrEqual(folds[i].origins[0]);
    expect(end - start).toBeGreaterThanOrEqual(10 * day);
  });
  expect(folds[7].end).toBeLessThan(11 * day);
  expect(manyFoldsOf(8784, day, 1)).toEqual([foldsOf(8784, day)[0]]);
  expect(manyFoldsOf(4032, day, 8)).toHaveLength(5);
  expect(manyFoldsOf(13 * day, day, 8)).toEqual([]);
});
