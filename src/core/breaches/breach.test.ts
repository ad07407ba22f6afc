import { breachesAfter } from './breach';

test('what a stopped series may have crossed meanwhile is not announced', () => {
  const breach = { threshold: 1, direction: 'above' as const, time: 5, earliest: 3, latest: 9, level: 0.8 };
  expect(breachesAfter([breach], 2)).toEqual([breach]);
  expect(breachesAfter([breach], 4)).toEqual([{ ...breach, earliest: 4 }]);
  expect(breachesAfter([breach], 10)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 2)).toHaveLength(1);
  expect(breachesAfter([{ ...breach, time: NaN, latest: NaN }], 4)).toEqual([]);
  expect(breachesAfter([{ ...breach, time: 0, earliest: 0, latest: 0, already: true }], 4)).toEqual([]);
});
