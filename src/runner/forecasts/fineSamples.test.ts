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

test('as many are kept as a panel holds; once they are judged, as many as judge the last 360, from a multiple of 500 on', () => {
  const samples = new FineSamples(STEP);
  samples.add([0], [1]);
  samples.add([19_999 * STEP], [2]);
  expect(samples.all().times[0]).toBe(10_000 * STEP);
  samples.judged();
  samples.add([19_999 * STEP], [2]);
  expect(samples.all().times[0]).toBe(15_500 * STEP);
  expect(19_999 - 360 - LOOK_BACK - 15_500).toBeLessThan(500);
  expect(samples.newest).toBe(2);
  expect(samples.end).toBe(19_999 * STEP);
});
