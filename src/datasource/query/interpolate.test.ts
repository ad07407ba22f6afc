import fc from 'fast-check';
import { interpolateValue, writeValues } from './interpolate';

/** A template with one variable, `$x`, filled in. */
const fill = (template: string, value: unknown, variable = {}) =>
  writeValues(template.replaceAll('$x', () => interpolateValue(value, variable)));

test.each([
  ['a piece of PromQL stays as it is', '$x + 1', 'up{path=~"a\\\\.b"}', {}, 'up{path=~"a\\\\.b"} + 1'],
  ['a number', 'x > $x', 5, {}, 'x > 5'],
  ['a double quote in a string', 'up{a="$x"}', 'b"c', {}, 'up{a="b\\"c"}'],
  ['a single quote in a string of single quotes', "up{a='$x'}", "b'c", {}, "up{a='b\\'c'}"],
  ['a single quote in a string of double quotes needs none', 'up{a="$x"}', "b'c", {}, 'up{a="b\'c"}'],
  ['a backslash in a string', 'up{a="$x"}', 'C:\\x', {}, 'up{a="C:\\\\x"}'],
  ['a new line in a string', 'up{a="$x"}', 'b\nc', {}, 'up{a="b\\nc"}'],
  ['a string of backticks knows no escapes', 'up{a=`$x`}', 'C:\\"', {}, 'up{a=`C:\\"`}'],
  ['twice, in and out of strings', '$x{a="1", b="$x"}', 'a"', {}, 'a"{a="1", b="$x"}'.replace('$x', 'a"')],
  ['after a quote that is escaped', 'up{a="\\"$x"}', '"', {}, 'up{a="\\"\\""}'],
  ['after a quote in a comment', '# it\'s\nup{a="$x"}', '"', {}, '# it\'s\nup{a="\\""}'],
  ['after another value with strings', '$x{b="1"}', '{a="b"} or up', {}, '{a="b"} or up{b="1"}'],
  ['several values', 'up{a=~"$x"}', ['a', 'b'], { multi: true }, 'up{a=~"(a|b)"}'],
  ['several values, one chosen', 'up{a=~"$x"}', ['a.b'], { multi: true }, 'up{a=~"a\\\\.b"}'],
  ['a variable with "All", one value', 'up{a=~"$x"}', 'a+b', { includeAll: true }, 'up{a=~"a\\\\+b"}'],
  ['several values with quotes', 'up{a=~"$x"}', ['a"b', "c'd"], { multi: true }, `up{a=~"(a\\"b|c'd)"}`],
  ['several values in backticks', 'up{a=~`$x`}', ['a.b`'], { multi: true }, 'up{a=~`a\\.b\\x60`}'],
  ['several values outside of strings', 'metrics($x)', ['a.b', 'c'], { multi: true }, 'metrics((a\\.b|c))'],
])('%s', (_, template, value: unknown, variable, text) => {
  expect(fill(template, value, variable)).toBe(text);
});

/** The text of a string of double or single quotes. */
const readString = (text: string) => text.replace(/\\(.)/gs, (_, code: string) => (code === 'n' ? '\n' : code));

test('inside a string, an escaped value is itself, and ends no string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', "'"), (value, quote) => {
      const written = fill(`${quote}$x${quote}`, value).slice(1, -1);
      expect(readString(written)).toBe(value);
      expect(written.replace(/\\./gs, '')).not.toContain(quote);
      expect(written).not.toContain('\n');
    })
  );
});

test('inside a regular expression, an escaped value matches itself and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (value, other) => {
      const written = fill('"$x"', [value], { multi: true }).slice(1, -1);
      const pattern = new RegExp(`^(?:${readString(written)})$`, 's');
      expect(pattern.test(value)).toBe(true);
      expect(pattern.test(other)).toBe(other === value);
    })
  );
});
