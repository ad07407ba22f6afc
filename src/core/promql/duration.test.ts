import fc from 'fast-check';
import { writePromDuration, parsePromDuration } from './duration';

test.each([
  ['15s', 15],
  ['1h30m', 5400],
  ['500ms', 0.5],
  ['1.5m', 90],
  [' 2d ', 172800],
  ['1y', 31536000],
  ['30', 30],
  ['0.25', 0.25],
])('%s is %d seconds', (text, seconds) => {
  expect(parsePromDuration(text)).toBeCloseTo(seconds, 9);
});

test.each(['', ' ', 'abc', '0', '0s', '-5s', '15 s', '1m30', '$step', 'Infinity', '1e400'])(
  '%j is no duration',
  (text) => {
    expect(parsePromDuration(text)).toBeUndefined();
  }
);

test('what is formatted reads back, to the millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (ms) => {
      expect(Math.round((parsePromDuration(writePromDuration(ms / 1000)) ?? NaN) * 1000)).toBe(ms);
    })
  );
});
