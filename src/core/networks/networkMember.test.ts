import { createHistory } from '../history/history';
import type { Sarx } from '../regression/sarx';
import { makeDaily } from '../../testing/testSeries';
import { NET_QUANTILES, type NetInput } from './netFeatures';
import { networkMember } from './networkMember';

const HORIZON = 100;
const history = createHistory(makeDaily(2), 'UTC');
const sarx = {} as Sarx;
/** Each input says its origin and lead times, as the base. */
const inputs = () => (origin: number, leads: ArrayLike<number>) =>
  ({ base: Float64Array.from(leads, (lead) => 1000 * origin + lead ** 2), scale: 2 }) as NetInput;

function create(horizon = HORIZON) {
  const asked: NetInput[][] = [];
  const infer = (all: readonly NetInput[]) => {
    asked.push([...all]);
    // Quantile q of lead i: 5 q, and i for all but the median.
    return all.map(({ base }) =>
      Array.from(base).flatMap((_, i) => NET_QUANTILES.map((q) => (q === 0.5 ? 5 * q : 5 * q + i * Math.sign(q - 0.5))))
    );
  };
  const member = networkMember('pretrained', infer, inputs);
  const predict = member.create(history, horizon)!({ end: 96 }, () => sarx)!;
  return { asked, predict };
}

/** Lead times asked for: 24, dense at first, the first and the last among them. */
function leadsOf(horizon: number): number[] {
  const { asked, predict } = create(horizon);
  predict(0);
  return Array.from(asked[0][0].base, Math.sqrt);
}

test('it is asked at two dozen lead times, dense at first, from the first to the last', () => {
  const leads = leadsOf(1000);
  expect(leads).toHaveLength(24);
  expect([leads[0], leads[1], leads[2], leads[23]]).toEqual([1, 2, 8, 1000]);
  leads.slice(3).forEach((lead, i) => expect(lead).toBe(Math.round(1000 * ((i + 3) / 23) ** 2)));
  expect(leadsOf(5)).toEqual([1, 2, 3, 4, 5]);
  expect(leadsOf(1)).toEqual([1]);
});

test('its median stands on the base in units of the scale, straight between the lead times', () => {
  const leads = leadsOf(HORIZON);
  const { point, spread } = create().predict(7);
  expect(point).toHaveLength(HORIZON);
  expect(spread).toHaveLength(HORIZON);
  for (let lead = 1; lead <= HORIZON; lead++) {
    const right = Math.max(
      1,
      leads.findIndex((other) => other >= lead)
    );
    const share = (lead - leads[right - 1]) / (leads[right] - leads[right - 1]);
    const at = (value: (i: number) => number) => (1 - share) * value(right - 1) + share * value(right);
    expect(point[lead - 1]).toBeCloseTo(
      at((i) => 7000 + leads[i] ** 2 + 2 * 2.5),
      9
    );
    // From the tenth to the ninetieth of a hundred: 4.5 - 0.5, and the lead's number on either side.
    expect(spread![lead - 1]).toBeCloseTo(
      at((i) => 2 * (4 + 2 * i)),
      9
    );
  }
});

test('origins are asked for at once, each once', () => {
  const { asked, predict } = create();
  const paths = predict.all!(Int32Array.of(3, 4, 9));
  expect(asked.map((all) => all.map(({ base }) => Math.floor(base[0] / 1000)))).toEqual([[3, 4, 9]]);
  expect(predict(4)).toBe(paths[1]);
  expect(predict.all!(Int32Array.of(9, 5)).map(({ point }) => Math.floor(point[0] / 1000))).toEqual([9, 5]);
  expect(asked.slice(1).flatMap((all) => all.map(({ base }) => Math.floor(base[0] / 1000)))).toEqual([5]);
});

test('without a seasonal regression there is nothing that it could correct', () => {
  const fit = networkMember('lstm', () => [], inputs).create(history, 4)!;
  expect(fit({ end: 96 }, () => undefined)).toBeUndefined();
  expect(fit({ end: 96 })).toBeUndefined();
});
