import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration';

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['6h', 21600],
  ['2d', 172800],
  ['1w', 604800],
  ['1.5h', 5400],
  ['1d12h', 129600],
  [' 6h ', 21600],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(['', '6', 'h', '6 h', '-6h', '6hours', '1e3s', '0s', 'auto', 'NaNs', '6h,'])('%p is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [1, '1s'],
  [90, '1m30s'],
  [1800, '30m'],
  [21600, '6h'],
  [129600, '1d12h'],
  [604800, '7d'],
  [30 * 86400, '30d'],
  [86399, '1d'],
  [0.5, '0.5s'],
  [NaN, '0s'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('what is formatted is read back, to the second of its two largest units', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * 86400 }), (seconds) => {
      const back = parseDuration(formatDuration(seconds));
      expect(Math.abs((back ?? NaN) - seconds)).toBeLessThanOrEqual(seconds < 3600 ? 0 : seconds < 86400 ? 30 : 1800);
    })
  );
});
