import { isLowBad, thresholdsOf } from './fieldThresholds';

const fieldOf = (colors: string[], values: number[], mode = 'absolute') => ({
  thresholds: { mode, steps: colors.map((color, i) => ({ color, value: i === 0 ? -Infinity : values[i - 1] })) },
});

test.each<[string, string[], boolean[]]>([
  ['green below red', ['green', 'red'], [false]],
  ['red below green', ['red', 'green'], [true]],
  ['red, orange, green', ['red', 'orange', 'green'], [true, true]],
  ['shades', ['semi-dark-red', 'super-light-green'], [true]],
  ['hexadecimal colours', ['#F2495C', '#73BF69'], [true]],
  ['short ones', ['#0f0', '#f00'], [false]],
  ['rgb', ['rgb(242, 73, 92)', 'rgb(115, 191, 105)'], [true]],
  ['a band in the middle', ['red', 'green', 'red'], [true, false]],
  ['colours that say nothing', ['text', 'transparent'], [false]],
  ['greys', ['#888', '#ccc'], [false]],
  ['one colour', ['red', 'dark-red'], [false]],
])('%s', (_, colors, expected) => {
  const values = expected.map((_, i) => 10 * (i + 1));
  expect(values.map((value) => isLowBad(fieldOf(colors, values), value))).toEqual(expected);
});

test('a percentage of the field’s range, and a value that is no threshold', () => {
  const field = { ...fieldOf(['red', 'green'], [10], 'percentage'), min: 0, max: 200 };
  expect(isLowBad(field, 20)).toBe(true);
  expect(isLowBad(field, 10)).toBe(false);
});

describe('thresholdsOf', () => {
  const steps = [
    { value: -Infinity, color: 'green' },
    { value: 80, color: 'red' },
  ];

  it('reads absolute thresholds without the base', () => {
    expect(thresholdsOf({ thresholds: { mode: 'absolute', steps } })).toEqual([80]);
    const base = [{ value: null, color: 'green' }, steps[1]];
    expect(thresholdsOf({ thresholds: { mode: 'absolute', steps: base } })).toEqual([80]);
  });

  it('reads percentages only between a known min and max', () => {
    const thresholds = { mode: 'percentage', steps };
    expect(thresholdsOf({ thresholds })).toEqual([]);
    expect(thresholdsOf({ thresholds, min: 0, max: 50 })).toEqual([40]);
  });

  it('watches no threshold that is not shown', () => {
    const custom = { thresholdsStyle: { mode: 'off' } };
    expect(thresholdsOf({ thresholds: { mode: 'absolute', steps }, custom })).toEqual([]);
  });
});
