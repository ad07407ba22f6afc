import { hindcastOrigins } from './hindcastOrigins';

const STEP = 3600;
const seriesFrom = (row: number) => ({ start: row * STEP * 1000, step: STEP, values: new Float64Array(0) });

test('one row of each stretch, those of the golden ratio in it', () => {
  const origins = hindcastOrigins(seriesFrom(0), 0, 100, 10);
  const golden = (Math.sqrt(5) - 1) / 2;
  expect([...origins]).toEqual(Array.from({ length: 10 }, (_, k) => 10 * k + Math.floor(10 * ((k * golden) % 1))));
  // Another row of its stretch each time.
  expect(new Set([...origins].map((row) => row % 10)).size).toBeGreaterThan(6);
});

test('none before the first row, none whose next row is unknown', () => {
  const every = hindcastOrigins(seriesFrom(7), 5, 21, 1);
  expect([...every]).toEqual(Array.from({ length: 15 }, (_, i) => 5 + i));
});

test('a series that has moved on by some rows is looked back on from the same times', () => {
  const timesOf = (start: number) => [...hindcastOrigins(seriesFrom(start), 0, 200, 13)].map((row) => start + row);
  const [first, moved] = [timesOf(1000), timesOf(1005)];
  const shared = (times: number[]) => times.filter((time) => time >= 1005 && time <= 1198);
  expect(shared(moved)).toEqual(shared(first));
  expect(shared(first).length).toBeGreaterThan(12);
});

test('the stretch that has begun already counts', () => {
  // The stretch of 1000..1012 holds the row 1002 + something: whatever it is, it is found from 1001 on as from 988 on.
  const from = (start: number) => [...hindcastOrigins(seriesFrom(start), 0, 40, 13)].map((row) => start + row);
  const within = (times: number[]) => times.filter((time) => time >= 1001 && time < 1014);
  expect(within(from(1001))).toEqual(within(from(988)));
});

test('where there is room for none it is the last but one row, or the first', () => {
  expect([...hindcastOrigins(seriesFrom(0), 9, 10, 4)]).toEqual([8]);
  expect([...hindcastOrigins(seriesFrom(0), 0, 1, 4)]).toEqual([0]);
});
