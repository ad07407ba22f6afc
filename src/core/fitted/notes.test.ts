import { lateNotes } from './notes';

const coverage = (level: number, late: number) => ({ level, measured: level, count: 9, late });

test('a band that holds less far ahead is said to, by its widest level', () => {
  expect(lateNotes([coverage(0.8, 0.6), coverage(0.95, 0.8)])).toEqual([
    expect.stringContaining('the 95 % band held only 80 %'),
  ]);
  expect(lateNotes([coverage(0.8, 0.75), coverage(0.95, 0.9)])).toEqual([]);
  expect(lateNotes([coverage(0.95, NaN)])).toEqual([]);
});
