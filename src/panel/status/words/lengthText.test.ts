import { describeLengthEffect } from './lengthText';

const formats = { timeZone: 'utc', now: 0, value: (value: number) => `${value} %` };
const said = (...trials: Array<[length: number, mae: number, seconds: number]>) => {
  const tried = trials.map(([length, mae, seconds]) => ({ length, mae, seconds }));
  return describeLengthEffect({ from: tried[tried.length - 2], to: tried[tried.length - 1], best: 24, tried }, formats);
};

it('says error and pace before and after, and what was the best of three or more', () => {
  expect(said([24, 2.42, 2], [96, 2.42, 8])).toBe('24 to 96: error 2.42 % to 2.42 %, no gain, 4 times slower');
  expect(said([24, 2, 8], [8, 1.5, 2])).toBe('24 to 8: error 2 % to 1.5 %, 25 % better, 4 times faster');
  expect(said([8, 2, 2], [24, 3, 2], [96, 4, 2])).toBe(
    '24 to 96: error 3 % to 4 %, 33 % worse, as fast; best of 8, 24, 96: 24'
  );
});

it('divides by no error', () => {
  expect(said([24, 0, 2], [96, 0, 2])).toBe('24 to 96: error 0 % to 0 %, no gain, as fast');
  expect(said([24, 0, 2], [96, 1, 2])).toBe('24 to 96: error 0 % to 1 %, worse, as fast');
});

it('of what was not measured none is the best', () => {
  expect(said([8, NaN, 2], [24, 3, 2], [96, 4, 2])).toBe('24 to 96: error 3 % to 4 %, 33 % worse, as fast');
  const tried = [8, 24, 96].map((length) => ({ length, mae: NaN, seconds: 2 }));
  const effect = { from: tried[1], to: tried[2], best: NaN, tried };
  expect(describeLengthEffect(effect, formats)).toBe('24 to 96: error not measured, as fast');
});

it('invents nothing where nothing was measured', () => {
  expect(said([24, NaN, NaN], [96, 2, 3])).toBe('24 to 96: error not measured');
});
