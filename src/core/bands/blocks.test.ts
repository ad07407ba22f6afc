import fc from 'fast-check';
import { blocksOf, leadsOf } from './blocks';

const HOUR = 3600;

test('the borders of the blocks are hours, whatever the step', () => {
  const ends = (horizon: number, step: number) => blocksOf(horizon, step).map(({ to }) => to);
  expect(ends(200, HOUR)).toEqual([1, 3, 6, 12, 24, 72, 168, 200]);
  expect(ends(2160, HOUR).slice(-4)).toEqual([336, 720, 1440, 2160]);
  expect(ends(12, HOUR / 2)).toEqual([2, 6, 12]);
  expect(ends(24, HOUR)).toEqual([1, 3, 6, 12, 24]);
  // Of a step beyond an hour the first blocks are one.
  expect(ends(4, 6 * HOUR)).toEqual([1, 2, 4]);
});

test('the blocks hold each lead time once, and the leads of a block lie in it, as many as asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(60, 600, 1800, HOUR, 86_400), (horizon, step) => {
      const blocks = blocksOf(horizon, step);
      expect(blocks[0].from).toBe(0);
      expect(blocks.at(-1)!.to).toBe(horizon);
      blocks.slice(1).forEach(({ from }, b) => expect(from).toBe(blocks[b].to));
      for (const { from, to } of blocks) {
        const leads = leadsOf({ from, to }, 4);
        expect(leads[0]).toBe(from);
        expect(leads.at(-1)!).toBeLessThan(to);
        expect(leads.length).toBeGreaterThanOrEqual(Math.min(to - from, 3));
        expect(leads.length).toBeLessThanOrEqual(6);
      }
    })
  );
  expect(leadsOf({ from: 12, to: 24 }, 4)).toEqual([12, 15, 18, 21]);
});

test('borders are rounded to whole steps, and leads are at most as dense as the block', () => {
  // An hour is 1.43 steps of 42 minutes, three are 4.29, six are 8.57.
  expect(blocksOf(10, 2520).map(({ to }) => to)).toEqual([1, 4, 9, 10]);
  expect(blocksOf(1, HOUR)).toEqual([{ from: 0, to: 1 }]);
  // Six steps for four are every second, five every one.
  expect(leadsOf({ from: 2, to: 8 }, 4)).toEqual([2, 4, 6]);
  expect(leadsOf({ from: 2, to: 7 }, 4)).toEqual([2, 3, 4, 5, 6]);
  expect(leadsOf({ from: 2, to: 9 }, 3)).toEqual([2, 4, 6, 8]);
});
