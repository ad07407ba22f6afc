import { belongsTo, parseShard } from './shard';

test('each series belongs to one shard, and the shards are about equal', () => {
  const counts = [0, 0, 0];
  for (let i = 0; i < 3000; i++) {
    const mine = [0, 1, 2].filter((index) => belongsTo(`disk/up{instance="${i}"}`, { index, count: 3 }));
    expect(mine).toHaveLength(1);
    counts[mine[0]]++;
  }
  counts.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(150));
});

test('the text of a shard', () => {
  expect(parseShard('1/3')).toEqual({ index: 0, count: 3 });
  expect(['0/3', '4/3', '1', 'a/b', '1/0', ''].map(parseShard)).toEqual(Array(6).fill(undefined));
});
