import fc from 'fast-check';
import { createTrailing } from './trailing';

const numbers = fc.array(
  fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, noNaN: true })),
  {
    maxLength: 60,
  }
);

test('a stretch that slides holds what a new one would, by time and by size', () => {
  fc.assert(
    fc.property(numbers, fc.array(fc.tuple(fc.nat(9), fc.nat(20)), { maxLength: 12 }), (all, moves) => {
      const values = Float64Array.from(all);
      const trailing = createTrailing(values);
      let [from, to] = [0, 0];
      for (const [leave, enter] of moves) {
        to = Math.min(values.length, to + enter);
        from = Math.min(to, from + leave);
        trailing.slide(from, to);
        const known = values.subarray(from, to).filter((one) => !Number.isNaN(one));
        expect(trailing.known).toEqual(known);
        expect(trailing.sorted).toEqual(known.slice().sort());
      }
    })
  );
});
