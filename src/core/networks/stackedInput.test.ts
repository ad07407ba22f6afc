import { change, DAY, makeDaily } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { createNetInput, LEAD_FEATURES } from './netFeatures';
import { fitSarx } from '../regression/sarx';
import { createExperts, createStackedInput, STACKED_FEATURES } from './stackedInput';

const series = makeDaily(20);
const leads = [1, 2, 12, DAY];
const origin = 16 * DAY + 7;
const rows = { end: origin + 1 };

function inputsOf(s: typeof series) {
  const history = createHistory(s, 'UTC', undefined, rows.end);
  const sarx = fitSarx(history, DAY, rows);
  const experts = createExperts(history, DAY)(rows);
  return { plain: createNetInput(sarx, origin, leads), stacked: createStackedInput(sarx, experts, origin, leads) };
}

test('the features of a lead time are those of the plain input, then the experts', () => {
  const { plain, stacked } = inputsOf(series);
  expect(stacked.decoder).toHaveLength(leads.length * STACKED_FEATURES);
  expect(stacked.encoder).toEqual(plain.encoder);
  leads.forEach((_, i) => {
    const row = stacked.decoder.subarray(i * STACKED_FEATURES, (i + 1) * STACKED_FEATURES);
    expect(row.subarray(0, LEAD_FEATURES)).toEqual(plain.decoder.subarray(i * LEAD_FEATURES, (i + 1) * LEAD_FEATURES));
    expect(row.subarray(LEAD_FEATURES).some((distance) => distance !== 0)).toBe(true);
  });
});

test('nothing after the origin is read, and gaps or a short history leave no NaN', () => {
  const { stacked } = inputsOf(series);
  expect(inputsOf(change(series, (value, t) => (t > origin ? 1e6 : value))).stacked).toEqual(stacked);
  const gappy = inputsOf(change(series, (value, t) => (t % 5 === 0 || t < 9 * DAY ? NaN : value)));
  expect(gappy.stacked.decoder.every(Number.isFinite)).toBe(true);
});

test('an expert is told by its distance from the base in units of the scale, within eight, 0 where it says nothing', () => {
  const history = createHistory(series, 'UTC', undefined, rows.end);
  const sarx = fitSarx(history, DAY, rows);
  const count = STACKED_FEATURES - LEAD_FEATURES;
  const said = Array.from({ length: count }, (_, e) =>
    Float64Array.from({ length: DAY }, (_x, h) => (e === 0 ? NaN : e === 1 ? 1e6 : e === 2 ? -1e6 : (e + h) / 50))
  );
  const { decoder, base, scale } = createStackedInput(sarx, () => said, origin, leads);
  leads.forEach((lead, i) => {
    const row = decoder.subarray(i * STACKED_FEATURES + LEAD_FEATURES, (i + 1) * STACKED_FEATURES);
    expect([...row.subarray(0, 3)]).toEqual([0, 8, -8]);
    for (let e = 3; e < count; e++) {
      const distance = (said[e][lead - 1] - base[i]) / scale;
      expect(row[e]).toBeCloseTo(Math.max(-8, Math.min(8, distance)), 5);
    }
  });
});
