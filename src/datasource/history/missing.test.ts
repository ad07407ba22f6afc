import fc from 'fast-check';
import { type Interval } from './chunk';
import { pieces } from './missing';

const LIMIT = 11_000;
const DAY = 86_400_000;
const endsOf = (cut: Interval[], stepMs: number) => cut.slice(0, -1).map(({ to }) => (to + 1) * stepMs);

test.each([
  [60_000, 5],
  [300_000, 1],
  [120_000, 3],
])('requests of a month at %d ms begin at midnight: %d of them', (stepMs, count) => {
  const noon = 20_000 * DAY + DAY / 2;
  const month = { from: (noon - 30 * DAY) / stepMs, to: noon / stepMs };
  const cut = pieces([month], LIMIT, stepMs);
  expect(cut).toHaveLength(count);
  expect(endsOf(cut, stepMs).every((time) => time % DAY === 0)).toBe(true);
});

test('where whole days leave much of a request empty, it is not cut by days: there would be many more', () => {
  const month = { from: 0, to: (30 * DAY) / 15_000 };
  expect(pieces([month], LIMIT, 15_000)).toHaveLength(16);
});

test('pieces are the interval without a gap, none is too large', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1_000, 7_000, 15_000, 60_000, 420_000, 1_800_000, 7 * DAY),
      fc.nat(3_000_000),
      fc.nat(60_000),
      (stepMs, from, length) => {
        const cut = pieces([{ from, to: from + length }], LIMIT, stepMs);
        expect(cut[0].from).toBe(from);
        expect(cut.at(-1)!.to).toBe(from + length);
        cut.forEach((piece, i) => {
          expect(piece.to - piece.from).toBeGreaterThanOrEqual(0);
          expect(piece.to - piece.from).toBeLessThan(LIMIT);
          expect(piece.from).toBe(i === 0 ? from : cut[i - 1].to + 1);
        });
      }
    )
  );
});
