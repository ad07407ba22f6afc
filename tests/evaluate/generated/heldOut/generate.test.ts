import { HELD_OUT_BACKGROUNDS } from './backgrounds';
import { HELD_OUT_FAULTS } from './faults';
import { generateAllHeldOut, generateHeldOut } from './generate';

const STEP = 300;
const DAY = 86_400_000 / (1000 * STEP);
const draw = (...args: Parameters<typeof generateHeldOut>) => {
  const series = generateHeldOut(...args);
  if (series === undefined) {
    throw new Error(`no ${args[1]} on ${args[0]}`);
  }
  return series;
};

test('the same seed draws the same series, another one another', () => {
  expect(draw('queue', 'retry storm', STEP, 3)).toEqual(draw('queue', 'retry storm', STEP, 3));
  expect(draw('queue', 'retry storm', STEP, 3).values).not.toEqual(draw('queue', 'retry storm', STEP, 4).values);
});

test.each(HELD_OUT_BACKGROUNDS)(
  'on %s every fault that can be shows, after the warm-up and inside its label',
  (name) => {
    const quiet = draw(name, undefined, STEP, 11).values;
    for (const fault of HELD_OUT_FAULTS) {
      const series = generateHeldOut(name, fault, STEP, 11);
      if (series === undefined) {
        continue;
      }
      const { values, labels, warmUp } = series;
      const changed = values.findIndex((value, row) => !Object.is(value, quiet[row]));
      expect(changed).toBeGreaterThanOrEqual(warmUp);
      expect(values.every((value, row) => labels[row] === 1 || Object.is(value, quiet[row]))).toBe(true);
    }
  }
);

test('a share stays a share, and a pool its size', () => {
  for (const { values } of [...generateAllHeldOut('hit ratio')]) {
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  const { values, warmUp } = draw('pool', 'doubled for a while', STEP, 1);
  expect([20, 50, 100, 200].some((size) => values.every((value) => value <= size))).toBe(true);
  expect(Math.max(...values)).toBeGreaterThanOrEqual(Math.max(...values.subarray(0, warmUp)));
});

test('a job that is missing ran at the same time of the day before', () => {
  const { values, labels } = draw('cron', 'job missing', STEP, 5);
  const row = labels.indexOf(1);
  expect(values[row - DAY]).toBeGreaterThan(2 * values[row]);
});

test('a number that is still for hours is never stuck, and no job is missing where none runs', () => {
  expect(generateHeldOut('replicas', 'stuck', STEP, 1)).toBeUndefined();
  expect(generateHeldOut('latency', 'job missing', STEP, 1)).toBeUndefined();
});
