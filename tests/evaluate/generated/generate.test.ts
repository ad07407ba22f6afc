import { BACKGROUNDS } from './backgrounds';
import { FAULTS, isFault } from './faults';
import { generate } from './generate';

const STEP = 300;

test('the same seed draws the same series, another one another', () => {
  const draw = (seed: number) => generate('counting', 'dip', STEP, seed).values;
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test.each(BACKGROUNDS)(
  'on a %s background every fault changes values, after the warm-up and inside its label',
  (name) => {
    for (const fault of FAULTS.filter((one) => isFault(one, name) && one !== 'missing job')) {
      const { values, labels, warmUp } = generate(name, fault, STEP, 11);
      // Without a fault the same draws make the same background.
      const quiet = generate(name, undefined, STEP, 11).values;
      const changed = values.findIndex((value, row) => value !== quiet[row]);
      expect(changed).toBeGreaterThanOrEqual(warmUp);
      expect(values.every((value, row) => labels[row] === 1 || value === quiet[row])).toBe(true);
    }
  }
);

test('a missing job is one that ran at the same time of the days before', () => {
  const { values, labels, times } = generate('daily', 'missing job', STEP, 5);
  const row = labels.indexOf(1);
  const unit = values[row - 288] - values[row - 288 - 1];
  expect((times[row] / 3_600_000) % 24).toBe(3);
  expect(unit).toBeGreaterThan(2 * Math.abs(values[row] - values[row - 1]));
});

test('a quiet series has no label', () => {
  expect(generate('weekly', undefined, 60, 1).labels.some(Boolean)).toBe(false);
});
