import { lastsOn } from './persistence';

test('what has lasted as long as the lead lasts on with an even chance, what is older more likely', () => {
  expect(lastsOn(6, 6, [])).toBe(0.5);
  expect(lastsOn(13, 12, [])).toBeCloseTo(13 / 25, 12);
  expect(lastsOn(1, 47, [])).toBeCloseTo(1 / 48, 12);
});

test('past spells that lasted as long teach how it ends, shorter ones nothing', () => {
  expect(lastsOn(6, 6, [1, 2, 5])).toBe(0.5);
  expect(lastsOn(6, 6, [6, 8, 11])).toBeCloseTo(0.5 / 4, 12);
  expect(lastsOn(6, 6, [6, 12, 30])).toBeCloseTo(2.5 / 4, 12);
});

test('the chance falls with the lead and rises with the age', () => {
  const leads = [1, 2, 5, 20].map((lead) => lastsOn(4, lead, [5, 9]));
  expect([...leads].sort((a, b) => b - a)).toEqual(leads);
  const ages = [1, 2, 5, 20].map((age) => lastsOn(age, 4, []));
  expect([...ages].sort((a, b) => a - b)).toEqual(ages);
});
