import { originAfter, originAt } from './origin';

const span = { from: 100, to: 160, step: 10 };

it.each([
  [134, 130],
  [136, 140],
  [-5, 100],
  [999, 160],
])('the origin nearest to %i is %i', (time, origin) => {
  expect(originAt(time, span)).toBe(origin);
});

it.each([
  ['ArrowLeft', 120],
  ['ArrowDown', 120],
  ['ArrowRight', 140],
  ['ArrowUp', 140],
  ['PageDown', 100],
  ['PageUp', 160],
  ['Home', 100],
  ['End', 160],
  ['Enter', undefined],
])('%s leads from 130 to %s', (key, origin) => {
  expect(originAfter(key, { ...span, past: 130 })).toBe(origin);
});

it('a step back from now is a step before the end', () => {
  expect(originAfter('ArrowLeft', span)).toBe(150);
});
