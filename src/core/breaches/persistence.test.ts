import { lastsOn } from './persistence';

const HOUR = 2;
const at = (age: number, lead: number, past: readonly number[] = [1]) => lastsOn(age, lead, past, HOUR);

test('of levels of an hour half are left within four hours, and one of four is there the next day', () => {
  expect(at(HOUR, 3 * HOUR)).toBeGreaterThan(0.5);
  expect(at(HOUR, 6 * HOUR)).toBeLessThan(0.45);
  expect(at(HOUR, 24 * HOUR)).toBeGreaterThan(0.22);
  expect(at(HOUR, 24 * HOUR)).toBeLessThan(0.32);
});

test('of half an hour fewer, of three to six hours as many, of days more', () => {
  expect(at(HOUR / 2, 3 * HOUR)).toBeLessThan(at(HOUR, 3 * HOUR));
  expect(at(3 * HOUR, 6 * HOUR)).toBe(at(6 * HOUR, 6 * HOUR));
  expect(at(24 * HOUR, 24 * HOUR)).toBeGreaterThan(0.5);
});

test('where nothing like it has been, a level of an hour is as likely to stay for good as not', () => {
  expect(at(HOUR, 100 * HOUR, [])).toBeGreaterThan(0.5);
  expect(at(HOUR / 2, 100 * HOUR, [])).toBeLessThan(0.25);
  expect(lastsOn(HOUR, 100 * HOUR, [], HOUR, true)).toBeLessThan(0.25);
});

test('past spells that lasted as long teach how it ends, shorter ones nothing', () => {
  const prior = at(6, 6);
  expect(at(6, 6, [1, 2, 5])).toBe(prior);
  expect(at(6, 6, [6, 8, 11])).toBeCloseTo(prior / 4, 12);
  expect(at(6, 6, [6, 12, 30])).toBeCloseTo((2 + prior) / 4, 12);
});

test('the chance falls with the lead and does not fall with the age', () => {
  const leads = [1, 2, 5, 20].map((lead) => at(4, lead, [5, 9]));
  expect([...leads].sort((a, b) => b - a)).toEqual(leads);
  const ages = [1, 2, 5, 20, 60].map((age) => at(age, 4));
  expect([...ages].sort((a, b) => a - b)).toEqual(ages);
});
