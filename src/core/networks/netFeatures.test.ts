import { change, DAY, makeDaily } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { createNetInput, LEAD_FEATURES, PATCH_FEATURES, PATCHES } from './netFeatures';
import { fitSarx } from '../regression/sarx';

const series = makeDaily(20);
const leads = [1, 2, 12, DAY];
const origin = 15 * DAY + 7;
const inputOf = (s: typeof series) =>
  createNetInput(fitSarx(createHistory(s, 'UTC', undefined, origin + 1), DAY, { end: origin + 1 }), origin, leads);

test('the input has its shape and no NaN, gaps or not', () => {
  const gappy = change(series, (value, t) => (t % 5 === 0 || (t > origin - 90 && t < origin) ? NaN : value));
  for (const input of [inputOf(series), inputOf(gappy)]) {
    expect(input.encoder).toHaveLength(PATCHES * PATCH_FEATURES);
    expect(input.decoder).toHaveLength(leads.length * LEAD_FEATURES);
    expect([...input.encoder, ...input.decoder, ...input.base, input.scale].every(Number.isFinite)).toBe(true);
  }
});

test('nothing after the origin is read', () => {
  expect(inputOf(change(series, (value, t) => (t > origin ? 1e6 : value)))).toEqual(inputOf(series));
});

test('a shifted and stretched series gives the same input', () => {
  const moved = inputOf(change(series, (value) => 5 + 3 * value));
  const plain = inputOf(series);
  moved.encoder.forEach((feature, i) => expect(feature).toBeCloseTo(plain.encoder[i], 4));
  moved.decoder.forEach((feature, i) => expect(feature).toBeCloseTo(plain.decoder[i], 4));
});
