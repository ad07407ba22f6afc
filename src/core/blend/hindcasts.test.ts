import { DAY, makeDaily } from '../../testing/testSeries';
import { fitMembers } from './hindcasts';
import { createHistory } from '../history/history';
import type { Member } from '../members/member';

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
