import fc from 'fast-check';
import { english, listed, phrase, write } from './phrase';

test('a phrase is its text with the values in their places', () => {
  expect(english(phrase('Ready'))).toBe('Ready');
  expect(english(phrase('{{got}} of {{needed}} points', { got: 3, needed: '96' }))).toBe('3 of 96 points');
});

test('a phrase within a phrase is put into the same language', () => {
  const words: Record<string, string> = { 'better than {{naive}}': '优于{{naive}}', 'the last value': '最近值' };
  const text = phrase('better than {{naive}}', { naive: phrase('the last value') });
  expect(english(text)).toBe('better than the last value');
  expect(write(text, (key) => words[key] ?? key)).toBe('优于最近值');
});

test('what stands in a place is never read as a text with places', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(english(phrase('“{{name}}”', { name }))).toBe(`“${name}”`);
    })
  );
  expect(english(phrase('“{{name}}”', { name: '{{name}} $& $1' }))).toBe('“{{name}} $& $1”');
});

test('a place without a value stays as it is, whatever objects inherit', () => {
  expect(english({ english: '{{constructor}}' })).toBe('{{constructor}}');
});

test('a list is joined by the language', () => {
  const list = listed(['a', 'b', 'c'].map((name) => phrase('{{name}}', { name })));
  expect(english(list)).toBe('a, b, c');
  expect(write(list, (key) => key.replace(', ', '、'))).toBe('a、b、c');
});
