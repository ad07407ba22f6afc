import fc from 'fast-check';
import { Ridge } from './ridge';

const ROWS = 60;
const OUTPUTS = 3;

const problems = fc.integer({ min: 1, max: 9 }).chain((features) =>
  fc.record({
    features: fc.constant(features),
    x: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: ROWS * features,
      maxLength: ROWS * features,
    }),
    noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: ROWS + OUTPUTS,
      maxLength: ROWS + OUTPUTS,
    }),
  })
);

test('its weights are where the gradient of the penalised error is zero, gaps left out, with any number of features', () => {
  fc.assert(
    fc.property(problems, ({ features, x, noise }) => {
      // Each seventh target is a gap.
      const targets = Float64Array.from(noise, (value, t) => (t % 7 === 3 ? NaN : value + (x[t] ?? 0)));
      const ridge = new Ridge(features, OUTPUTS);
      const rowOf = (t: number) => Float64Array.from(x.slice(t * features, (t + 1) * features));
      for (let t = 0; t < ROWS; t++) {
        ridge.add(rowOf(t), targets, t, ROWS + OUTPUTS);
      }
      const penalty = 0.03;
      const weights = ridge.solve(penalty);
      const rows = Array.from({ length: ROWS }, (_, t) => rowOf(t));
      for (let h = 0; h < OUTPUTS; h++) {
        const known = rows.filter((_, t) => !Number.isNaN(targets[t + h]));
        const share = ROWS / known.length;
        const w = weights.subarray(h * features, (h + 1) * features);
        for (let i = 0; i < features; i++) {
          // All rows count in the Gram matrix; the known targets count for the others too.
          const size = rows.reduce((sum, row) => sum + row[i] ** 2, 0) / ROWS;
          const fitted = rows.reduce((sum, row) => sum + row[i] * row.reduce((y, value, j) => y + value * w[j], 0), 0);
          const wanted = rows.reduce((sum, row, t) => sum + (row[i] * targets[t + h] || 0), 0) * share;
          expect(fitted + penalty * ROWS * size * w[i]).toBeCloseTo(wanted, 6);
        }
      }
    }),
    { endOnFailure: true }
  );
});

test('without what was added to another it is as if that had never been added', () => {
  const row = (t: number) => Float64Array.of(1, Math.sin(t), Math.cos(3 * t), t % 5, Math.sin(2 * t));
  const targets = Float64Array.from({ length: 100 }, (_, t) => Math.sin(t / 3));
  const [all, some, rest] = [0, 1, 2].map(() => new Ridge(5, 4));
  for (let t = 0; t < 90; t++) {
    all.add(row(t), targets, t, 100);
    (t < 30 ? some : rest).add(row(t), targets, t, 100);
  }
  all
    .without(some)
    .solve(0.1)
    .forEach((weight, i) => expect(weight).toBeCloseTo(rest.solve(0.1)[i], 9));
});
