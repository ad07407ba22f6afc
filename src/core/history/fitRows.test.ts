import fc from 'fast-check';
import { heldOutOrigins, originsOf, type FitRows } from './fitRows';

const rowsOf = fc
  .record({ end: fc.integer({ min: 1, max: 300 }), from: fc.nat(299), length: fc.integer({ min: 1, max: 80 }) })
  .map(({ end, from, length }): FitRows => ({ end, heldOut: { from, to: from + length } }));

test('a row that is fitted on is not held out, nor is any of its targets; all others are kept', () => {
  fc.assert(
    fc.property(rowsOf, fc.nat(50), fc.integer({ min: 1, max: 20 }), (rows, first, horizon) => {
      const { from, to } = rows.heldOut!;
      const isHeldOut = (t: number) =>
        Array.from({ length: horizon + 1 }, (_, h) => t + h).some((r) => r >= from && r < to);
      const all = Array.from({ length: Math.max(0, rows.end - first) }, (_, i) => first + i);
      expect([...originsOf(rows, first, horizon)]).toEqual(all.filter((t) => !isHeldOut(t)));
      expect([...heldOutOrigins(rows, first, horizon)]).toEqual(all.filter(isHeldOut));
    })
  );
});

test('where nothing is held out every row is fitted on', () => {
  expect([...originsOf({ end: 5 }, 2, 9)]).toEqual([2, 3, 4]);
  expect([...heldOutOrigins({ end: 5 }, 2, 9)]).toEqual([]);
});

test('of a long history at most 1500 rows are used, evenly spaced', () => {
  for (const end of [1500, 1501, 10_000]) {
    const rows = [...originsOf({ end }, 0, 1)];
    expect(rows.length).toBeGreaterThan(700);
    expect(rows.length).toBeLessThanOrEqual(1500);
    expect(new Set(rows.slice(1).map((row, i) => row - rows[i])).size).toBe(1);
  }
});

test('rows before the first do not count as history', () => {
  expect([...originsOf({ end: 2100 }, 700, 1)]).toHaveLength(1400);
  expect([...originsOf({ end: 2300 }, 700, 1)]).toHaveLength(800);
});
