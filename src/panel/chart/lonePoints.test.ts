import { loneRows } from './lonePoints';

const times = Array.from({ length: 12 }, (_, i) => i);
const rows = (values: Array<number | null | undefined>, pixels = 10) =>
  loneRows(times, values, (from, to) => (to - from) * pixels);

test.each<[string, Array<number | null | undefined>, number[]]>([
  ['one between gaps', [null, 5, null, 5, null], [1, 3]],
  ['one at each end', [5, null, null, 5], [0, 3]],
  ['one between rows of other series', [null, undefined, 5, undefined, null], [2]],
  ['none where a line is', [5, 5, undefined, 5], []],
  ['none where nothing is', [null, undefined, null], []],
  ['one alone', [undefined, 5], [1]],
])('points: %s', (_, values, expected) => {
  expect(rows(values)).toEqual(expected);
});

test('two samples closer than a point are one, at the last', () => {
  expect(rows([null, 5, 6, null, 7, 8, null], 1)).toEqual([2, 5]);
  expect(rows([null, 5, 6, null, 7, 8, null], 3)).toEqual([]);
});
