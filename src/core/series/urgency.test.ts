import { urgencyOf } from './urgency';

test.each<[number[], number[], number]>([
  [[], [], 0],
  [[NaN], [1], 0],
  [[5, 5], [], 0],
  [[5, 5], [5], Infinity],
  [[5, 5], [6], 0],
])('the urgency of %j at thresholds %j is %s', (values, thresholds, urgency) => {
  expect(urgencyOf(values, thresholds)).toBe(urgency);
});

test('what is far from usual is more urgent than what is near to it, and so is what is near a threshold', () => {
  const usual = [1, 2, 1, 2, 1];
  expect(urgencyOf([...usual, 9], [])).toBeGreaterThan(urgencyOf([...usual, 2], []));
  expect(urgencyOf([...usual, 2], [2.1])).toBeGreaterThan(urgencyOf([...usual, 2], [20]));
});
