import { largestGap } from '../../testing/largestGap';
import { createNoise, START } from '../../testing/testSeries';
import { seasonProfile } from './seasonProfile';

const noise = createNoise(6);

/** The profile by its definition, for half hours of the day. */
function byDefinition(z: Float64Array, times: Float64Array, step: number, mask: Uint8Array) {
  const halves = new Map<number, { mean: number; seen: number }>();
  const clip = (value: number) => Math.max(-200, Math.min(200, value));
  const pace = Math.min(1, 2 / (86_400 / step + 1));
  let recent = clip(z[0]);
  return z.map((raw, t) => {
    const value = clip(raw);
    const key = Math.floor((times[t] % 86_400_000) / 1000 / Math.max(step, 1800));
    const half = halves.get(key) ?? { mean: 0, seen: 0 };
    const expected = half.seen < 2 ? recent : half.mean;
    if (!mask[t]) {
      half.seen++;
      half.mean += Math.max(1 / half.seen, 0.1) * (value - half.mean);
      halves.set(key, half);
      recent += pace * (value - recent);
    }
    return expected;
  });
}

test.each([
  ['quarters of an hour, two to a bucket', 900, 96 * 4],
  ['half hours', 1800, 48 * 20],
  ['steps of two hours, a bucket each', 7200, 12 * 20],
])('it expects the running mean of the time of day, before that the recent mean: %s', (_, step, count) => {
  const times = Float64Array.from({ length: count }, (__, t) => START + t * step * 1000);
  const z = times.map((time) => 2 * Math.sin((2 * Math.PI * time) / 86_400_000) + noise());
  z[40] = 900;
  const mask = Uint8Array.from(z, (__, t) => (t % 13 === 5 ? 1 : 0));
  const { expected, errors } = seasonProfile({ z, times, step, warmUp: 24, mask });
  const wanted = byDefinition(z, times, step, mask);
  expect(largestGap(expected, wanted)).toBeLessThan(1e-12);
  expect(errors[40]).toBeLessThan(210);
  expect(errors[39]).toBe(Math.abs(z[39] - expected[39]));
});

test('of nothing nothing is expected', () => {
  const none = new Float64Array(0);
  const input = { z: none, times: none, step: 60, warmUp: 24, mask: new Uint8Array(0) };
  expect(seasonProfile(input)).toEqual({ expected: none, errors: none });
});
