import { parseLevels, parseNames } from './lists';

test.each([
  ['0.8, 0.95', [0.8, 0.95]],
  ['0.95,0.8,0.8', [0.8, 0.95]],
  ['.5', [0.5]],
  ['', undefined],
  ['0.95x', undefined],
  ['95', undefined],
  ['0, 0.5', undefined],
  ['0.5, 1', undefined],
])('levels %p', (text, levels) => {
  expect(parseLevels(text)).toEqual(levels);
});

test.each([
  ['', []],
  [' , ,', []],
  ['B', ['B']],
  ['B, requests , B', ['B', 'requests']],
  ['up{job="a", zone="b"}, queue length', ['up{job="a", zone="b"}', 'queue length']],
  ['"busy, user", idle', ['busy, user', 'idle']],
  ['open{x, y', ['open{x', 'y']],
])('names %p', (text, names) => {
  expect(parseNames(text)).toEqual(names);
});
