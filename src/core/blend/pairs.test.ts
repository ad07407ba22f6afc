import { measureErrors, measureInside } from './pairs';

/** Two origins, three lead times each. */
const past = { origins: Int32Array.of(1, 3), horizon: 3, points: Float64Array.of(10, 10, 10, 20, NaN, 20) };
const values = Float64Array.of(0, 0, 11, NaN, 13, 24, 25, 26);
const all = { from: 0, to: 8 };

test('errors are those of the pairs that are known, from origins and up to times in the slice', () => {
  expect(measureErrors(past, values, all)).toEqual({ mae: (1 + 3 + 7 + 5) / 4, count: 4 });
  expect(measureErrors(past, values, { from: 2, to: 8 })).toEqual({ mae: (7 + 5) / 2, count: 2 });
  expect(measureErrors(past, values, { from: 0, to: 5 })).toEqual({ mae: (1 + 3 + 7) / 3, count: 3 });
  expect(measureErrors(past, values, { from: 8, to: 8 })).toEqual({ mae: NaN, count: 0 });
});

test('of some lead times alone', () => {
  expect(measureErrors(past, values, all, { from: 2, to: 3 })).toEqual({ mae: (3 + 5) / 2, count: 2 });
});

test('inside is what lies in the interval as it is drawn, edges included', () => {
  const width = new Float64Array(6).fill(3);
  const drawn = {
    ...past,
    offsets: { levels: [0.8], below: [width], above: [width.map((w, i) => (i === 5 ? NaN : w))] },
  };
  const free = { lower: -Infinity, upper: Infinity };
  expect(measureInside(drawn, values, free, 0, all)).toEqual({ share: 2 / 3, count: 3 });
  expect(measureInside(drawn, values, { ...free, upper: 12 }, 0, all)).toEqual({ share: 1 / 3, count: 3 });
  expect(measureInside(drawn, values, free, 0, all, { from: 2, to: 3 })).toEqual({ share: 1, count: 1 });
});
