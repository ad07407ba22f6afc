import { effectiveDays, weightOfAge } from './age';

test('a past forecast counts half as much every ten days, whatever the step', () => {
  expect(weightOfAge(100, 100, 24)).toBe(1);
  expect(weightOfAge(100 - 10 * 24, 100, 24)).toBeCloseTo(0.5, 12);
  expect(weightOfAge(100 - 10 * 48, 100, 48)).toBeCloseTo(0.5, 12);
  expect(weightOfAge(-20 * 24, 0, 24)).toBeCloseTo(0.25, 12);
});

test('the days that count in full are what the weights of the days add up to', () => {
  for (const days of [5, 20, 60]) {
    // Of each day many moments.
    const sum = Array.from({ length: days * 100 }, (_, i) => weightOfAge(-(i + 0.5), 0, 100) / 100).reduce(
      (a, b) => a + b
    );
    expect(effectiveDays(days)).toBeCloseTo(sum, 3);
  }
  expect(effectiveDays(0)).toBe(0);
});
