import { prepare } from './prepare';

/** A sample a minute, then one every ten. */
const times = Float64Array.from({ length: 60 }, (_, i) => 60_000 * (i < 40 ? i : 40 + 10 * (i - 40)));
const values = times.map((_, i) => (i % 9 === 4 ? NaN : i === 7 ? 1e200 : i === 50 ? 1e100 : (i * 7) % 10));
const known = [...values.keys()].filter((i) => i % 9 !== 4 && i !== 7);

test('what is missing, or no number that a metric has, is left out', () => {
  const mask = Uint8Array.from(values, (_, i) => (i > 20 && i < 25 ? 5 : 0));
  const { input, rows } = prepare({ times, values }, 30, mask);
  expect([...rows]).toEqual(known);
  expect([...input.times]).toEqual(known.map((i) => times[i]));
  expect([...input.mask]).toEqual(known.map((i) => (i > 20 && i < 25 ? 1 : 0)));
  expect([...prepare({ times, values }, 30).input.mask]).toEqual(known.map(() => 0));
});

test('scale and step are those of the warm-up, of 24 rows at least, whatever comes after it', () => {
  const { input, standard } = prepare({ times, values }, 29.5);
  const first = known
    .slice(0, 30)
    .map((i) => values[i])
    .sort((a, b) => a - b);
  expect(input).toMatchObject({ warmUp: 30, step: 60 });
  expect(standard.center).toBe((first[14] + first[15]) / 2);
  const later = values.map((value, i) => (i > known[30] ? 3 * value : value));
  expect(prepare({ times, values: later }, 30).standard).toEqual(standard);
  // After a warm-up of 24 rows most samples are ten minutes apart.
  const sparse = times.map((time, i) => (i < 26 ? time : 60_000 * (26 + 10 * (i - 26))));
  expect(prepare({ times: sparse, values: times.map((_, i) => i) }, 3).input).toMatchObject({ warmUp: 24, step: 60 });
  expect(prepare({ times: sparse, values: times.map((_, i) => i) }, 100).input.step).toBe(600);
});

test('z is the distance from the centre in scales, held where squares would overflow', () => {
  const { input, standard } = prepare({ times, values }, 30);
  known.forEach((i, k) => {
    expect(input.z[k]).toBe(i === 50 ? 1e6 : (values[i] - standard.center) / standard.scale);
  });
});
