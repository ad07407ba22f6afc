import { defaultOptions } from '../options/optionValues';
import { stepLikelihoodOf } from './stepLikelihood';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const options = defaultOptions();
const series = makeDaily(16);
const at = 12 * DAY;

test('a jump is unlikely, an ordinary day is hardly one', () => {
  const steps = stepLikelihoodOf(
    change(series, (value, row) => (row >= at ? value + 60 : value)),
    options
  );
  expect(steps[at]).toBeGreaterThan(4);
  const ordinary = stepLikelihoodOf(series, options).subarray(5 * DAY);
  expect(ordinary.filter((step) => step > 2).length).toBeLessThan(0.03 * ordinary.length);
});

test('what cannot be told is unknown: early on, gaps, and the first value after one', () => {
  const isGap = (row: number) => row >= at && row < at + 4;
  const steps = stepLikelihoodOf(
    change(series, (value, row) => (isGap(row) ? NaN : value)),
    options
  );
  expect([0, 1, DAY, at, at + 3, at + 4].map((row) => steps[row])).toEqual(new Array(6).fill(NaN));
  expect(steps[at + 5]).not.toBeNaN();
  expect(stepLikelihoodOf(makeDaily(0.5), options).every(Number.isNaN)).toBe(true);
});

test('nothing later is read', () => {
  const changed = stepLikelihoodOf(
    change(series, (value, row) => (row > at ? 1e4 : value)),
    options
  );
  expect(changed.subarray(0, at + 1)).toEqual(stepLikelihoodOf(series, options).subarray(0, at + 1));
});
