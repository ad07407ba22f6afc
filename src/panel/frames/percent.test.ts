import { toPercent } from './percent';

test('a share in percent has one decimal at most', () => {
  expect([0.8, 0.95, 0.785, 0.999, 0.9994].map(toPercent)).toEqual([80, 95, 78.5, 99.9, 99.9]);
});
