import { level } from '../channels/level';
import { secondOfDay, stepOf } from '../channels/samples';
import { seasonProfile } from '../channels/seasonProfile';
import { standardOf } from '../math/standardise';

const STEP = 1800;
const DAY = 48;
const none = (length: number) => new Uint8Array(length);

/** Half hours from midnight UTC. */
function inputOf(z: Float64Array, mask = none(z.length), step = STEP) {
  return { z, times: Float64Array.from(z, (_, i) => i * step * 1000), step, warmUp: DAY, mask };
}
const daily = (days: number) => Float64Array.from({ length: days * DAY }, (_, i) => Math.sin((2 * Math.PI * i) / DAY));

describe('the profile of the day', () => {
  test('expects the usual of this half hour from the third day on, and the level before', () => {
    const { expected, errors } = seasonProfile(inputOf(daily(6)));
    expect(Math.max(...errors.subarray(0, 2 * DAY))).toBeGreaterThan(0.5);
    expect(Math.max(...errors.subarray(2 * DAY))).toBeLessThan(1e-9);
    expect(expected[3 * DAY + 12]).toBeCloseTo(1, 9);
  });

  test('expects the level of half hours that it has not seen twice', () => {
    expect(Math.max(...seasonProfile(inputOf(new Float64Array(3 * DAY).fill(5))).errors)).toBe(0);
  });

  test('follows a new usual, ever more slowly as it has seen more, never slower than a tenth', () => {
    const shifted = daily(60).map((value, i) => (i >= 30 * DAY ? value + 10 : value));
    const { errors } = seasonProfile(inputOf(shifted));
    const errorAfter = (days: number) => errors[(30 + days) * DAY];
    expect(errorAfter(0)).toBeCloseTo(10, 6);
    expect(errorAfter(1)).toBeCloseTo(9, 6);
    expect(errorAfter(5)).toBeCloseTo(10 * 0.9 ** 5, 6);
  });

  test('learns the mean of what it has seen while that is little', () => {
    const z = Float64Array.from({ length: 5 * DAY }, (_, i) => Math.floor(i / DAY));
    const { expected } = seasonProfile(inputOf(z));
    expect([2, 3, 4].map((day) => expected[day * DAY + 7])).toEqual([0.5, 1, 1.5]);
  });

  test('learns nothing of masked rows, which it judges', () => {
    const mask = none(6 * DAY);
    const z = daily(6).map((value, i) => (i >= 3 * DAY && i < 4 * DAY ? 50 : value));
    mask.fill(1, 3 * DAY, 4 * DAY);
    const { errors } = seasonProfile(inputOf(z, mask));
    expect(Math.min(...errors.subarray(3 * DAY, 4 * DAY))).toBeGreaterThan(40);
    expect(Math.max(...errors.subarray(4 * DAY))).toBeLessThan(1e-9);
  });

  test('reads no later row', () => {
    const plain = seasonProfile(inputOf(daily(5)));
    const changed = seasonProfile(inputOf(daily(5).map((value, i) => (i > 3 * DAY ? 99 : value))));
    expect(changed.expected.subarray(0, 3 * DAY + 2)).toEqual(plain.expected.subarray(0, 3 * DAY + 2));
  });

  test('of minutes has half hours too', () => {
    const minutes = Float64Array.from({ length: 3 * 1440 }, (_, i) => (Math.floor(i / 30) % 48 === 20 ? 5 : 0));
    const { expected } = seasonProfile(inputOf(minutes, undefined, 60));
    expect(expected[1440 + 600 + 2]).toBeGreaterThan(4.9);
    expect(Math.abs(expected[2 * 1440 + 590])).toBeLessThan(1e-9);
  });

  test('and the level hold what is far out', () => {
    const z = Float64Array.of(0, 1e6, -1e6);
    expect([...level(inputOf(z)).errors]).toEqual([0, 200, 200]);
    expect(Math.max(...seasonProfile(inputOf(z)).errors)).toBeLessThanOrEqual(400);
    expect(seasonProfile(inputOf(new Float64Array(0))).errors).toHaveLength(0);
  });
});

describe('the scale of the warm-up', () => {
  test('is robust: median, and the central 90 % of a normal distribution', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i).reverse();
    expect(standardOf(values, 101, none(101))).toEqual({ center: 50, scale: 90 / 3.3 });
    const outlier = values.map((value) => (value === 100 ? 1e9 : value));
    expect(standardOf(outlier, 101, none(101))).toEqual({ center: 50, scale: 90 / 3.3 });
  });

  test('reads neither masked rows nor those after it, unless all are masked', () => {
    const values = Float64Array.of(1, 2, 3, 1000, 7, 7);
    const mask = Uint8Array.of(0, 0, 0, 1, 0, 0);
    expect(standardOf(values, 4, mask).center).toBe(2);
    expect(standardOf(values, 3, Uint8Array.of(1, 1, 1, 0, 0, 0)).center).toBe(2);
  });

  test('is the deviation where only few rows differ, then the first step, then 1', () => {
    const few = new Float64Array(100).fill(5);
    few[40] = 15;
    expect(standardOf(few, 100, none(100)).scale).toBeCloseTo(Math.sqrt(0.99), 9);
    expect(standardOf(Float64Array.of(5, 5, 5, 2), 3, none(4))).toEqual({ center: 5, scale: 3 });
    expect(standardOf(Float64Array.of(5, 5, 5, 5), 3, none(4))).toEqual({ center: 5, scale: 1 });
  });
});

test('the step is the median of the differences, which a gap does not change', () => {
  expect(stepOf(Float64Array.of(0, 60_000, 120_000, 900_000))).toBe(60);
  expect(stepOf(Float64Array.of(5))).toBe(1);
});

test('the second of the day is that of UTC, before 1970 too', () => {
  expect(secondOfDay(Date.UTC(2026, 9, 1, 3, 0, 7))).toBe(3 * 3600 + 7);
  expect(secondOfDay(Date.UTC(1969, 11, 31, 23))).toBe(23 * 3600);
  expect(secondOfDay(Date.UTC(2026, 9, 1))).toBe(0);
});
