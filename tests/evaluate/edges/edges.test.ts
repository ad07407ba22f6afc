import { defaultOptions } from '../../../src/core/options/optionValues';
import { drawForecast, fitWithoutLstm } from '../../../src/core/fitted';
import { CASES, makeCase } from './cases';
import { measure } from './measure';
import { summarise } from './summary';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const QUARTER = 900;

/** A case without a network. */
function over(name: string, hours: number, { step = QUARTER, seeds = SEEDS } = {}) {
  const one = CASES.find((found) => found.name === name)!;
  return seeds.map((seed) => measure(one, step, hours, seed, { options: defaultOptions(), networks: [] })!);
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
  'of a wave of which half a day is known, %d h ahead: as good as the best simple rule, and the band holds what nobody can know',
  (hours) => {
    const { log, coverage } = summarise(over('history of 0.5 d', hours, { step: 300 }));
    expect(Math.exp(log.mean)).toBeLessThan(1.1);
    expect(coverage.mean).toBeGreaterThan(0.85);
  }
);

test('a flat level ten days after a step, a day ahead: as good as the mean of a day', () => {
  const { log, rule } = summarise(over('flat after a step 10 d ago', 24, { step: 1800, seeds: [1, 2, 3] }));
  expect(rule).toBe('mean of a day');
  expect(Math.exp(log.mean)).toBeLessThan(1.1);
});

test.each([6, 24])('a batch of every 30 days that is due, %d h ahead: in the point, and in the band', (hours) => {
  const { log, coverage } = summarise(over('a monthly batch, due in 3 h', hours, { step: 1800, seeds: [1, 2] }));
  expect(Math.exp(log.mean)).toBeLessThan(0.1);
  expect(coverage.mean).toBeGreaterThan(0.85);
});

test.each([
  ['spring', 1],
  ['autumn', 1],
  ['autumn', 4],
])('the day after the clock changed in %s is marked no more than others, seed %d', (season, seed) => {
  const [step, horizon] = [600, 36];
  const one = CASES.find(({ name }) => name === `clock changed in ${season}, a day ago`)!;
  const { known, values } = makeCase(one, step, horizon, seed);
  const series = { start: one.clockChange! + 86_400_000 - known * 1000 * step, step, values: values.slice(0, known) };
  const options = { ...defaultOptions(), horizon: horizon * step };
  const marksIn = (timeZone: string) =>
    drawForecast(fitWithoutLstm(series, options, { timeZone }), { thresholds: [], trainedAt: 0 }).anomalies.filter(
      ({ end }) => end >= one.clockChange!
    );
  expect(marksIn('Europe/Berlin')).toEqual([]);
  expect(marksIn('UTC').length).toBeGreaterThan(0);
});
