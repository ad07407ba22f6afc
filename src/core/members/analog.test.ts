import { createHistory, type History } from '../history/history';
import { largestGap } from '../../testing/largestGap';
import { createNoise, DAY, makeSeries } from '../../testing/testSeries';
import { analogLong, analogShort } from './analog';

const HOUR = 2;
const noise = createNoise(21);
let wander = 0;
const series = makeSeries(8 * DAY, (t) => {
  wander = 0.95 * wander + noise();
  return t % 97 === 30 || (t > 3 * DAY && t < 3 * DAY + 5) ? NaN : 20 * Math.sin((2 * Math.PI * t) / DAY) + 3 * wander;
});

function meanOf(values: ArrayLike<number>, from: number, to: number): number {
  const known = Array.from(values)
    .slice(Math.max(0, from), to + 1)
    .filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The forecast by definition: every stretch compared, the eight closest averaged. */
function plain(
  history: History,
  hours: number,
  horizon: number,
  origin: number,
  end: number,
  heldOut?: { from: number; to: number }
) {
  const { values } = history.clipped;
  const means = Float64Array.from(values, (_, row) => meanOf(values, row - HOUR + 1, row));
  const hourly = (row: number) => Array.from({ length: hours }, (_, i) => means[row - i * HOUR] ?? NaN);
  const weightAt = (i: number) => Math.exp((-3 * i) / hours);
  const present = hourly(origin);
  const used = present.map((_, i) => i).filter((i) => !Number.isNaN(present[i]));
  const total = used.reduce((sum, i) => sum + weightAt(i), 0);
  const candidates: Array<{ row: number; distance: number; shift: number }> = [];
  for (let row = hours * HOUR; row + 1 < end; row++) {
    const apart = Math.abs(((((row - origin) % DAY) + DAY + DAY / 2) % DAY) - DAY / 2);
    const isFree = heldOut === undefined || row + horizon < heldOut.from || row - hours * HOUR >= heldOut.to;
    const past = hourly(row);
    if (apart <= HOUR && isFree && row + horizon / 2 <= origin && !past.some(Number.isNaN)) {
      const level = used.reduce((sum, i) => sum + weightAt(i) * (present[i] - past[i]), 0) / total;
      const shift = total > 0 ? 0.7 * level : 0;
      const distance = used.reduce((sum, i) => sum + weightAt(i) * Math.abs(present[i] - past[i] - shift), 0);
      candidates.push({ row, distance, shift });
    }
  }
  const closest = candidates.sort((a, b) => a.distance - b.distance).slice(0, 8);
  return Array.from({ length: horizon }, (_, h) => {
    let [sum, weights] = [0, 0];
    for (const { row, distance, shift } of closest) {
      const value = h < origin - row ? values[row + 1 + h] : NaN;
      if (!Number.isNaN(value)) {
        const step = means[origin] - means[row];
        const near = Number.isNaN(step) ? 0 : Math.exp(-h / 12 / HOUR);
        sum += (value + near * (step || 0) + (1 - near) * shift) / (distance + 1e-6);
        weights += 1 / (distance + 1e-6);
      }
    }
    return sum / weights;
  });
}

describe.each([
  [analogShort, 12],
  [analogLong, 48],
])('$name', (member, hours) => {
  const horizon = DAY / 2;
  const history = createHistory(series, 'UTC');
  const end = 7 * DAY;
  const fit = member.create(history, horizon)!;

  test.each([
    ['', undefined],
    [', without what is held out', { from: 4 * DAY, to: 5 * DAY }],
  ])('it is the mean of what came after the closest stretches, moved to the present%s', (_, heldOut) => {
    const predict = fit({ end, heldOut })!;
    // The second of them is in a gap, and the last of it.
    for (const origin of [6 * DAY + 11, 3 * DAY + 4, 5 * DAY + 30, 7 * DAY - 1, 7 * DAY + 20, 8 * DAY - 1]) {
      const expected = plain(history, hours, horizon, origin, end, heldOut);
      expect(largestGap(predict(origin).point, expected)).toBeLessThan(1e-9);
    }
  });

  test('a series that has no day has no analogs', () => {
    const odd = createHistory({ ...series, step: 7 * 3600 }, 'UTC');
    expect(member.create(odd, horizon)).toBeUndefined();
  });

  test('where nothing came before, it has nothing to say', () => {
    expect(fit({ end })!(2 * hours).point.every(Number.isNaN)).toBe(true);
  });
});

test('of hourly steps each row is a stretch; where nothing of the present is known the stretches count alike', () => {
  const hourly = makeSeries(20 * 24, (t) => (t > 460 ? NaN : Math.sin((2 * Math.PI * t) / 24)));
  const history = createHistory({ ...hourly, step: 3600 }, 'UTC');
  const predict = analogShort.create(history, 4)!({ end: 20 * 24 })!;
  // The last twelve hours before the origin are unknown: what follows is a mean of the same hours of the days before.
  const { point } = predict(479);
  point.forEach((value, h) =>
    expect(Math.abs(value * history.unit - Math.sin((2 * Math.PI * h) / 24))).toBeLessThan(0.3)
  );
});
