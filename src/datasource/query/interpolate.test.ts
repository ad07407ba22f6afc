import fc from 'fast-check';
import { interpolateValue, rateInterval, timeVariables } from './interpolate';

test.each([
  ['one value keeps its quotes: it may be a piece of PromQL', '{job="a"}', {}, '{job="a"}'],
  ['one value: backslashes are doubled', 'C:\\x', {}, 'C:\\\\x'],
  ['a number', 5, {}, '5'],
  ['several values', ['a', 'b'], { multi: true }, '(a|b)'],
  ['several values, one chosen', ['a.b'], { multi: true }, 'a\\\\.b'],
  ['a variable with "All", one value', 'a+b', { includeAll: true }, 'a\\\\+b'],
  ['quotes of a regular expression', ['a"b\'c'], { multi: true }, 'a\\x22b\\x27c'],
  ['a backslash of a regular expression', ['a\\b'], { multi: true }, 'a\\\\\\\\b'],
])('%s', (_, value: unknown, variable, text) => {
  expect(interpolateValue(value, variable)).toBe(text);
});

test('inside a PromQL string, an escaped value matches itself and nothing else', () => {
  // A PromQL string of either quote reads these escapes, and no other character specially.
  const readString = (text: string) =>
    text.replace(/\\(\\|n|x[0-9a-f]{2})/g, (_, code: string) =>
      code === '\\' ? '\\' : code === 'n' ? '\n' : String.fromCharCode(parseInt(code.slice(1), 16))
    );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (value, other) => {
      const written = interpolateValue([value], { multi: true });
      expect(written).not.toMatch(/["'\n]/);
      const pattern = new RegExp(`^(?:${readString(written)})$`, 's');
      expect(pattern.test(value)).toBe(true);
      expect(pattern.test(other)).toBe(other === value);
    })
  );
});

test.each([
  [15, 15, 60],
  [60, 15, 75],
  [300, 60, 360],
])('step %d s, scrape every %d s: rate interval %d s', (step, scrape, expected) => {
  expect(rateInterval(step, scrape)).toBe(expected);
});

test('variables of time', () => {
  const values = Object.fromEntries(
    Object.entries(timeVariables(0.5, 15, 3_600_000)).map(([name, variable]) => [name, variable?.value])
  );
  expect(values).toEqual({
    __interval: '500ms',
    __interval_ms: 500,
    __rate_interval: '60s',
    __rate_interval_ms: 60_000,
    __range: '3600s',
    __range_s: 3600,
    __range_ms: 3_600_000,
  });
});
