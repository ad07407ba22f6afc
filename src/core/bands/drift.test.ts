import fc from 'fast-check';
import { findDrift } from './drift';

const LEVEL = 0.95;
/** A band that missed one of 20 of 400 values before, as it should. */
const calm = Array.from({ length: 400 }, (_, i) => Number(i % 20 === 7));
const after = (live: number[], before = calm) => findDrift([...before, ...live], before.length, LEVEL);
const every = (n: number, length: number) => Array.from({ length }, (_, i) => Number(i % n === 0));

test('every second value outside of the band is drift, once there are enough of them', () => {
  expect(after(every(2, 24))).toEqual({ outside: 12, points: 24, level: LEVEL });
  expect(after(every(2, 10))).toBeUndefined();
});

test('every value outside since the training is drift', () => {
  expect(after(Array.from({ length: 24 }, () => 1))).toMatchObject({ outside: 24 });
});

test('unknown values count nowhere', () => {
  const gaps = (values: number[]) => values.flatMap((one) => [NaN, one]);
  expect(findDrift([...gaps(calm), ...gaps(every(2, 24))], 2 * calm.length, LEVEL)).toEqual(after(every(2, 24)));
  expect(after(Array.from({ length: 48 }, () => NaN))).toBeUndefined();
});

test('a band that always missed as much has not drifted', () => {
  expect(after(every(3, 48), every(3, 400))).toBeUndefined();
  expect(after(every(3, 48))).toBeDefined();
});

test('nothing is known of a model that has seen all, or nothing, of what was judged', () => {
  expect(findDrift(calm, calm.length, LEVEL)).toBeUndefined();
  expect(findDrift(every(2, 24), 0, LEVEL)).toBeUndefined();
});

test('no more misses than the band should have are ever drift', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (live) => {
      const drift = after(live.map(Number));
      const outside = live.filter(Boolean).length;
      expect(drift === undefined || outside / live.length > 1 - LEVEL).toBe(true);
    })
  );
});

test('one incident is no drift, wherever it lies and however long it lasts beside as many normal values', () => {
  const incident = fc.record({ length: fc.integer({ min: 1, max: 100 }), rest: fc.integer({ min: 0, max: 200 }) });
  fc.assert(
    fc.property(incident, fc.nat(), ({ length, rest }, place) => {
      const from = 1 + (place % (length + rest));
      const live = Array.from({ length: 2 * length + rest + 1 }, (_, i) => Number(i >= from && i < from + length));
      expect(after(live)).toBeUndefined();
    }),
    { numRuns: 500 }
  );
});

test('a series that stays as it was is taken for drifted in one of a hundred days at most, looked at after each value', () => {
  const days = 500;
  const DAY = 48;
  // Misses that come in runs: after one another one is twelve times as likely.
  const chances = [0.03, 0.36];
  let seed = 1;
  const chance = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
  let alarms = 0;
  for (let day = 0; day < days; day++) {
    let state = 0;
    const misses = Array.from({ length: 400 + DAY }, () => (state = Number(chance() < chances[state])));
    const looks = Array.from({ length: DAY }, (_, i) => misses.slice(0, 401 + i));
    alarms += looks.some((seen) => findDrift(seen, 400, LEVEL)) ? 1 : 0;
  }
  expect(alarms / days).toBeLessThan(0.01);
});
