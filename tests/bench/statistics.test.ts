import { digits, median, spread, times, timesFaster } from './statistics';

test('the median of an even number of values is one of them', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(3);
});

test('a ratio is that of the medians; its spread is that of the rounds', () => {
  const ratio = timesFaster([1, 2, 4], [20, 60, 50]);
  expect(ratio).toEqual({ ratio: 25, min: 12.5, max: 30 });
  expect(times(ratio)).toBe('25.0x');
  expect(spread(ratio)).toBe('12.5x to 30.0x');
});

test.each([
  [0.009123, '0.00912'],
  [4.7149, '4.71'],
  [128.4, '128'],
  [2590, '2590'],
  [2.08e-7, '2.08e-7'],
])('three digits of %d', (value, text) => expect(digits(value)).toBe(text));
