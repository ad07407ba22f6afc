import { RunningMean } from '../math/runningMean';
import { createNoise } from '../../testing/testSeries';
import { createResidualFitter, fitResidual, residualPath } from './residualModel';
import { Ridge } from './ridge';

const HORIZON = 6;
const HOUR = 4;
/** Trailing hours 0 (the last value alone), 0.5, 1, 3, 6, 12, 24 and 48, in rows. */
const WINDOWS = [1, 2, 4, 12, 24, 48, 96, 192];
const noise = createNoise(3);
let state = 0;
const values = Float64Array.from({ length: 700 }, (_, t) => {
  state = 0.9 * state + noise();
  return t % 29 > 26 || (t > 400 && t < 620) ? NaN : state;
});
const residual = new RunningMean(values);

/** Trailing means, of the next longer window where nothing is known. */
function featuresAt(row: number): number[] {
  const means = WINDOWS.map((rows) => residual.over(row - rows + 1, row));
  return means.map((_, i) => means.slice(i).find((mean) => !Number.isNaN(mean)) ?? 0);
}

function plainWeights(end: number, isUsed: (row: number) => boolean): Float64Array {
  const ridge = new Ridge(WINDOWS.length, HORIZON);
  for (let row = 0; row < end; row++) {
    if (isUsed(row) && !Number.isNaN(values[row])) {
      ridge.add(Float64Array.from(featuresAt(row)), values, row + 1, end);
    }
  }
  return ridge.solve(0.03);
}

const heldOut = { from: 200, to: 260 };
const touches = (row: number) => row + HORIZON >= heldOut.from && row < heldOut.to;

test('each lead time is a ridge regression on the trailing means of all rows', () => {
  const model = fitResidual(residual, HOUR, HORIZON, { end: 650 });
  expect(model.windows).toEqual(WINDOWS);
  plainWeights(650, () => true).forEach((weight, i) => expect(model.residualWeights[i]).toBeCloseTo(weight, 10));
});

test('and of those that do not touch what is held out, fitted at once or taken from the sums over all', () => {
  const expected = plainWeights(650, (row) => !touches(row));
  const [once, again] = [
    fitResidual(residual, HOUR, HORIZON, { end: 650, heldOut }),
    createResidualFitter(residual, HOUR, HORIZON),
  ];
  expected.forEach((weight, i) => {
    expect(once.residualWeights[i]).toBeCloseTo(weight, 10);
    expect(again({ end: 650, heldOut }).residualWeights[i]).toBeCloseTo(weight, 8);
  });
  expect(again({ end: 650 }).residualWeights).toEqual(
    fitResidual(residual, HOUR, HORIZON, { end: 650 }).residualWeights
  );
  expect(again({ end: 300 }).residualWeights).toEqual(
    fitResidual(residual, HOUR, HORIZON, { end: 300 }).residualWeights
  );
});

test('a path is the weighted sum of the means at its origin, in a long gap of those that are known', () => {
  const model = fitResidual(residual, HOUR, HORIZON, { end: 650 });
  for (const origin of [0, 3, 333, 405, 500, 615, 650]) {
    const features = featuresAt(origin);
    residualPath(model, origin).forEach((value, h) => {
      const sum = features.reduce((all, x, i) => all + x * model.residualWeights[h * WINDOWS.length + i], 0);
      expect(value).toBeCloseTo(sum, 12);
    });
  }
  expect(featuresAt(615)).toEqual(new Array(8).fill(0));
});

test('a step of an hour or more has no windows below one row', () => {
  expect(fitResidual(residual, 1, HORIZON, { end: 650 }).windows).toEqual([1, 3, 6, 12, 24, 48]);
});
