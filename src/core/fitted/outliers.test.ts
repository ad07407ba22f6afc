import type { Replay } from '../blend/replay';
import { findOutliers, lengthsOfAlike, spellsOf } from './outliers';

const FROM = 100;
const HORIZON = 8;

/** A replay that expects each origin's own value to last, with a band of 2 to both sides. */
function replayOf(values: Float64Array): Replay {
  const origins = Int32Array.from({ length: values.length - FROM }, (_, i) => FROM - 1 + i);
  const points = Float64Array.from(
    { length: origins.length * HORIZON },
    (_, at) => values[origins[Math.floor(at / HORIZON)]]
  );
  const widths = [new Float64Array(points.length).fill(2)];
  return {
    from: FROM,
    ...{ origins, horizon: HORIZON, points },
    members: new Map(),
    offsets: { levels: [0.95], below: widths, above: widths },
    latest: Int32Array.from(origins, (_, i) => i),
    earlierErrors: new Float64Array(0),
  };
}

const steps = (length: number, isHigh: (row: number) => boolean) =>
  Float64Array.from({ length }, (_, row) => (isHigh(row) ? 30 : 10));
const rowsOf = (values: Float64Array, longest = 24) =>
  Array.from(findOutliers(replayOf(values), values, 0, longest)).flatMap((isFar, i) => (isFar ? [FROM + i] : []));

test('an incident is left out, the first normal value after it is not', () => {
  expect(rowsOf(steps(130, (row) => row >= 110 && row <= 113))).toEqual([110, 111, 112, 113]);
});

test('what is near the band is no outlier, a gap neither', () => {
  expect(rowsOf(Float64Array.from({ length: 130 }, (_, row) => (row === 110 ? 12.9 : row === 115 ? NaN : 10)))).toEqual(
    []
  );
  expect(rowsOf(Float64Array.from({ length: 130 }, (_, row) => (row === 110 ? 13.1 : 10)))).toEqual([110]);
});

test('a stretch of more than the longest is the new normal', () => {
  expect(
    rowsOf(
      steps(130, (row) => row >= 110),
      3
    )
  ).toEqual([110, 111, 112]);
});

test('once a fifth of the rows would be left out there is no normal', () => {
  const values = steps(300, (row) => row >= FROM && row % 4 !== 0);
  const rows = rowsOf(values);
  rows.forEach((row, i) => expect(i).toBeLessThan(row / 5));
  expect(rows.length).toBeGreaterThan(10);
});

test('what comes later does not change what was left out before', () => {
  const values = steps(140, (row) => row >= 110 && row <= 113);
  expect(rowsOf(values.map((value, row) => (row > 120 ? 1e6 : value))).filter((row) => row <= 120)).toEqual(
    rowsOf(values)
  );
});

test('each side of the band has a width of its own, and each lead time its own', () => {
  const values = steps(130, () => false);
  const replay = replayOf(values);
  // Twice as wide above as below, and wider the longer ahead: an origin that is not trusted any more is further back.
  const wide = replay.points.map((_, at) => 4 + (at % HORIZON));
  const uneven = { ...replay, offsets: { levels: [0.95], below: replay.offsets.below, above: [wide] } };
  const rows = (change: Record<number, number>) => {
    const changed = values.map((value, row) => change[row] ?? value);
    return [...findOutliers(uneven, changed, 0, 24).entries()].flatMap(([i, isFar]) => (isFar ? [FROM + i] : []));
  };
  expect(rows({ 110: 10 - 3.1, 120: 10 - 2.9 })).toEqual([110]);
  expect(rows({ 110: 10 + 6.1, 120: 10 + 5.9 })).toEqual([110]);
  // The second row after the last trusted one: the width of the second lead time.
  expect(rows({ 110: 50, 111: 10 + 7.4 })).toEqual([110]);
  expect(rows({ 110: 50, 111: 10 + 7.6 })).toEqual([110, 111]);
});

test('spells are those that are over, and alike those that were at least a quarter as far out', () => {
  const outliers = Uint8Array.from([0, 1, 1, 0, 0, 1, 0, 1, 1]);
  const spells = spellsOf(outliers);
  expect(spells).toEqual([
    { from: 1, to: 3 },
    { from: 5, to: 6 },
  ]);
  expect(spellsOf(outliers, 2)).toEqual([]);
  const distances = Float64Array.from([0, -10, -12, 0, 0, 3, 0, 40, 40]);
  expect(lengthsOfAlike(spells, 40, distances)).toEqual([2]);
  expect(lengthsOfAlike(spells, -10, distances)).toEqual([2, 1]);
  expect(lengthsOfAlike(spells, 60, distances)).toEqual([]);
});
