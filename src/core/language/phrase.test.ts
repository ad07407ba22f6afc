import fc from 'fast-check';
import { english, listed, phrase, readPhrase, write } from './phrase';

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

describe('what was stored', () => {
  const text = phrase('better than {{naive}}, by {{share}}', { naive: phrase('the last value'), share: 3 });

  test('comes back as it was', () => expect(readPhrase(JSON.parse(JSON.stringify(text)))).toEqual(text));

  test('as a text is a phrase without places', () => {
    expect(english(readPhrase('the covariate “{{x}}” is missing')!)).toBe('the covariate “{{x}}” is missing');
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 3],
    ['a list', []],
    ['no text', { values: {} }],
    ['a text that is none', { english: 1 }],
    ['values that are none', { english: 'x', values: 'y' }],
    ['no values', { english: 'x', values: null }],
    ['a value that is nothing', { english: '{{a}}', values: { a: null } }],
    ['a value that is no phrase', { english: '{{a}}', values: { a: { __html: '<img>' } } }],
    ['phrases without an end', JSON.parse(`${'{"english":"{{a}}","values":{"a":'.repeat(9)}1${'}}'.repeat(9)}`)],
  ])('is not read where it is %s', (_, value) => expect(readPhrase(value)).toBeUndefined());
});
