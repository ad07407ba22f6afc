import { createHistory } from '../history/history';
import type { Member } from './member';
import { memoise } from './memoise';
import { makeDaily } from '../../testing/testSeries';

/** A member that counts how often it is created, fitted and asked. */
function counting(): { member: Member; counts: { created: number; fitted: number; asked: number } } {
  const counts = { created: 0, fitted: 0, asked: 0 };
  const member: Member = {
    name: 'day',
    create(_, horizon) {
      counts.created++;
      return ({ end }) => {
        counts.fitted++;
        return (origin) => {
          counts.asked++;
          return { point: new Float64Array(horizon).fill(end + origin) };
        };
      };
    },
  };
  return { member: memoise(member), counts };
}

const history = () => createHistory(makeDaily(2), 'UTC');

test('two that ask the same do not make it work twice', () => {
  const { member, counts } = counting();
  const [past, rows] = [history(), { end: 50 }];
  const paths = [1, 2].map(() => member.create(past, 3)?.(rows)?.(7));
  expect(paths[0]).toBe(paths[1]);
  expect(paths[0]?.point).toEqual(Float64Array.of(57, 57, 57));
  expect(counts).toEqual({ created: 1, fitted: 1, asked: 1 });
});

test('another history, horizon, rows or origin is another question', () => {
  const { member, counts } = counting();
  const [past, rows] = [history(), { end: 50 }];
  const ask = (p = past, horizon = 3, r = rows, origin = 7) => member.create(p, horizon)?.(r)?.(origin).point;
  expect(ask()).toHaveLength(3);
  expect(ask(past, 4)).toHaveLength(4);
  expect(ask(past, 3, { end: 60 })?.[0]).toBe(67);
  expect(ask(past, 3, rows, 8)?.[0]).toBe(58);
  ask(history());
  expect(counts).toEqual({ created: 3, fitted: 4, asked: 5 });
});

test('what a member has nothing for, it has nothing for', () => {
  const none = memoise({ name: 'week', create: () => undefined });
  expect(none.create(history(), 3)).toBeUndefined();
  const unfitted = memoise({ name: 'week', create: () => () => undefined });
  expect(unfitted.create(history(), 3)?.({ end: 9 })).toBeUndefined();
});
