import fc from 'fast-check';
import { LOOK_BACK } from '../../core/live';
import { FineSamples } from './fineSamples';

const STEP = 60_000;

test('samples that come in any pieces, late ones and overlapping ones too, are those of one answer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 20 }),
      (pieces) => {
        const samples = new FineSamples(STEP);
        const rows = new Map<number, number>();
        pieces.forEach(([from, count], piece) => {
          const found = Array.from({ length: count }, (_, i) => from + i);
          found.forEach((row) => rows.set(row, 1000 * piece + row));
          samples.add(
            found.map((row) => row * STEP),
            found.map((row) => 1000 * piece + row)
          );
        });
        const { times, values } = samples.all();
        const first = Math.min(...rows.keys());
        expect(times.length).toBe(Math.max(...rows.keys()) - first + 1);
        Array.from(times).forEach((time, i) => {
          expect(time).toBe((first + i) * STEP);
          expect(values[i]).toEqual(rows.get(first + i) ?? NaN);
        });
      }
    )
  );
});

test('no more are kept than judge the last 360, from a multiple of 500 on', () => {
  const samples = new FineSamples(STEP);
  samples.add([0], [1]);
  samples.add([9999 * STEP], [2]);
  const { times } = samples.all();
  expect(times[0]).toBe(5500 * STEP);
  expect(9999 - 360 - LOOK_BACK - 5500).toBeLessThan(500);
  expect(samples.newest).toBe(2);
  expect(samples.end).toBe(9999 * STEP);
});
