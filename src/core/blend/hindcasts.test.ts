import { DAY, makeDaily } from '../../testing/testSeries';
import { concatenate, fitMembers, predictAll } from './hindcasts';
import type { FitRows } from '../history/fitRows';
import { createHistory } from '../history/history';
import type { Member, MemberName, Predictor } from '../members/member';

const HORIZON = 6;
const END = 16 * DAY;
const EVERY = 4;
const history = createHistory(makeDaily(16), 'UTC');
const origins = Int32Array.from({ length: 100 }, (_, w) => END - 2 - (99 - w) * EVERY);

/** Has learned every value by heart that it was allowed to be fitted on, and says nothing of others. */
const memory: Member = {
  name: 'lstm',
  create:
    ({ z }, horizon) =>
    ({ end, heldOut }) =>
    (origin) => ({
      point: Float64Array.from({ length: horizon }, (_, h) => {
        const row = origin + 1 + h;
        const isHeldOut = heldOut !== undefined && row >= heldOut.from && row < heldOut.to;
        return row >= end || isHeldOut ? NaN : z[row];
      }),
    }),
};

test('a member that knows by heart all that it may be fitted on knows no outcome of its hindcasts', () => {
  const { predictors, hindcasts } = fitMembers(history, [memory], HORIZON, END, origins);
  expect(hindcasts.origins).toEqual(origins);
  const [{ points }] = hindcasts.members;
  expect(points).toHaveLength(origins.length * HORIZON);
  expect(points.every(Number.isNaN)).toBe(true);
  // The forecast itself is made of all of them.
  const known = predictors.get('lstm')!(END - 1 - HORIZON).point;
  expect(known).toEqual(history.z.slice(END - HORIZON));
});

test('each fifth of the origins is forecast by a fit without the rows after its first origin, up to the last of its outcomes', () => {
  const asked: Array<FitRows & { origins: number[] }> = [];
  const recorder: Member = {
    name: 'lstm',
    create: () => (rows) => {
      const entry = { ...rows, origins: [] as number[] };
      asked.push(entry);
      return (origin) => {
        entry.origins.push(origin);
        return { point: new Float64Array(HORIZON) };
      };
    },
  };
  const some = origins.subarray(0, 13);
  fitMembers(history, [recorder], HORIZON, END, some);
  // Borders at 0, 2.6, 5.2, 7.8, 10.4 and 13, rounded.
  const parts = [0, 3, 5, 8, 10].map((from, i, all) => [...some.slice(from, all[i + 1] ?? 13)]);
  expect(asked).toEqual([
    { end: END, origins: [] },
    ...parts.map((part) => ({
      end: END,
      heldOut: { from: part[0] + 1, to: part.at(-1)! + 1 + HORIZON },
      origins: part,
    })),
  ]);
});

test('hindcasts follow each other, each member under its name, unknown where a part lacks it', () => {
  const part = (at: number[], members: Record<string, number>, spread?: number) => ({
    ...{ origins: Int32Array.from(at), horizon: 2 },
    members: Object.entries(members).map(([name, value]) => ({
      name: name as MemberName,
      points: new Float64Array(2 * at.length).fill(value),
      ...(spread !== undefined && { spreads: new Float64Array(2 * at.length).fill(spread) }),
    })),
  });
  const joined = concatenate(
    [part([3], { day: 1, lstm: 2 }), part([5, 7], { lstm: 4 }, 9)],
    ['day', 'lstm', 'week'],
    2
  );
  expect(joined).toEqual({
    ...{ origins: Int32Array.of(3, 5, 7), horizon: 2 },
    members: [
      { name: 'day', points: Float64Array.of(1, 1, NaN, NaN, NaN, NaN), spreads: undefined },
      { name: 'lstm', points: Float64Array.of(2, 2, 4, 4, 4, 4), spreads: Float64Array.of(NaN, NaN, 9, 9, 9, 9) },
      { name: 'week', points: new Float64Array(6).fill(NaN), spreads: undefined },
    ],
  });
});

test('paths stand one after the other, with spreads where the member says all of them', () => {
  const path = (origin: number) => ({ point: Float64Array.of(origin, -origin), spread: Float64Array.of(1, 2) });
  const silent = (origin: number) => ({ ...path(origin), spread: origin === 4 ? undefined : Float64Array.of(1, 2) });
  const { members } = predictAll(
    new Map<MemberName, Predictor>([
      ['lstm', path],
      ['day', silent],
    ]),
    Int32Array.of(4, 6),
    2
  );
  expect(members).toEqual([
    { name: 'lstm', points: Float64Array.of(4, -4, 6, -6), spreads: Float64Array.of(1, 2, 1, 2) },
    { name: 'day', points: Float64Array.of(4, -4, 6, -6) },
  ]);
});
