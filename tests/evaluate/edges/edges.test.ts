import { mean } from '../../../src/core/math/numbers';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { CASES } from './cases';
import { measure } from './measure';
import { summarise } from './summary';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const QUARTER = 900;

/** A case at 15 minutes without a network. */
function over(name: string, hours: number) {
  const one = CASES.find((found) => found.name === name)!;
  return SEEDS.map((seed) => measure(one, QUARTER, hours, seed, { options: defaultOptions(), networks: [] })!);
}

test.each([6, 24])(
  'after one day of a daily wave, %d h ahead: as good as the day before, and the band holds it',
  (hours) => {
    const { log, rule, coverage } = summarise(over('history of 1 d', hours));
    expect(rule).toBe('naive day');
    expect(Math.exp(log.mean)).toBeLessThan(1.1);
    expect(coverage.mean).toBeGreaterThan(0.85);
  }
);

test.each([6, 24])(
  'of a wave of which half a day is known, %d h ahead: the band holds what nobody can know',
  (hours) => {
    const half = { ...CASES.find(({ name }) => name === 'history of 0.5 d')! };
    const step = 300;
    const found = SEEDS.map((seed) => measure(half, step, hours, seed, { options: defaultOptions(), networks: [] })!);
    expect(mean(found.map(({ coverage }) => coverage))).toBeGreaterThan(0.85);
  }
);
