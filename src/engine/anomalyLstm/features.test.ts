import { softClip } from '../../core/math';
import { createStreamView, FEATURES, LAGS, LEADS, LINEAR } from './features';

const STEP = 300;
const DAY = 288;
const MS = 1000 * STEP;
/** 1970-01-01 was a Thursday; the day counts from it. */
const times = Float64Array.from({ length: 16 * DAY }, (_, i) => MS * i);
const z = Float64Array.from(times, (_, i) => 4 * Math.sin(i / 7) + (i % 5) / 10);
const view = createStreamView(z, times, STEP);
const inputs = (row: number) => [...view.inputs.subarray(row * FEATURES, (row + 1) * FEATURES)];
const linear = (lead: number, row: number) => [...view.linear[lead].subarray(row * LINEAR, (row + 1) * LINEAR)];
const value = (row: number) => Math.fround(softClip(z[row], 3));
const close = (numbers: number[]) => numbers.map((number) => expect.closeTo(number, 5));

test('the sizes are those of the network', () => {
  expect([LEADS, LAGS, LINEAR, FEATURES]).toEqual([[1, 6], [0, 1, 2, 3, 5, 8, 11], 9, 13]);
  expect(view.values).toHaveLength(z.length);
  expect(view.inputs).toHaveLength(13 * z.length);
  expect(view.linear.map((rows) => rows.length)).toEqual([9 * z.length, 9 * z.length]);
});

test('values are clipped softly: small ones as they are, large ones still told apart', () => {
  const [small, large, larger] = createStreamView(Float64Array.of(2, 10, 100), times.slice(0, 3), STEP).values;
  expect(small).toBe(2);
  expect(large).toBeGreaterThan(3);
  expect(large).toBeLessThan(10);
  expect(larger).toBeGreaterThan(large);
});

test('a row has its value, its step, the time of day as two waves, and the days before its targets', () => {
  const row = 3 * DAY + 100;
  const hour = (2 * Math.PI * 100) / DAY;
  expect(inputs(row)).toEqual(
    close([
      ...[value(row), value(row) - value(row - 1), 0],
      ...[Math.sin(hour), Math.cos(hour), Math.sin(2 * hour), Math.cos(2 * hour)],
      ...[0, 0],
      ...[value(row + 1 - DAY), 1, value(row + 6 - DAY), 1],
    ])
  );
});

test('the weekday is seen once two weeks are known, to the row', () => {
  const week = (row: number) => inputs(row).slice(7, 9);
  const none = close([0, 0]);
  expect(week(14 * DAY - 1)).toEqual(none);
  for (const days of [14, 15.5]) {
    const angle = (2 * Math.PI * (days % 7)) / 7;
    expect(week(days * DAY)).toEqual(close([Math.sin(angle), Math.cos(angle)]));
  }
});

test('the linear part sees the last values at its lags, and the first row stands for what is before it', () => {
  const row = 2 * DAY;
  LEADS.forEach((ahead, lead) => {
    expect(linear(lead, row)).toEqual(close([...LAGS.map((lag) => value(row - lag)), value(row + ahead - DAY), 1]));
    expect(linear(lead, 4)).toEqual(close([value(4), value(3), value(2), value(1), ...[0, 0, 0].map(value), 0, 0]));
  });
});

test('the first row has no step, no gap and no day before it', () => {
  expect(inputs(0)).toEqual(close([value(0), 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]));
});

test('a day before is known from the row whose target it is for', () => {
  LEADS.forEach((ahead, lead) => {
    expect(linear(lead, DAY - ahead - 1).slice(-2)).toEqual([0, 0]);
    expect(linear(lead, DAY - ahead).slice(-2)).toEqual(close([value(0), 1]));
  });
});

describe('samples that are late', () => {
  /** The samples from `row` on come this many steps later. */
  const late = (row: number, steps: number) =>
    createStreamView(
      z,
      times.map((time, i) => (i >= row ? time + steps * MS : time)),
      STEP
    );
  const row = 2 * DAY;

  test('by half a step are on time, by more are a gap', () => {
    expect([...late(row, 0.5).isDue[0].subarray(row - 2, row + 1)]).toEqual([1, 1, 1]);
    expect([...late(row, 0.51).isDue[0].subarray(row - 2, row + 1)]).toEqual([1, 0, 1]);
    expect([...late(row, 1).isDue[1].subarray(row - 8, row + 2)]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test('tell how long the gap was, and early ones tell none', () => {
    const gap = (steps: number) => late(row, steps).inputs[row * FEATURES + 2];
    expect(gap(3)).toBeCloseTo(Math.log(4), 5);
    expect(gap(0)).toBe(0);
    expect(gap(-0.4)).toBe(0);
  });

  test('have a day before them where a sample is within half a step of it', () => {
    const known = (steps: number, at: number) => late(row, steps).linear[0][at * LINEAR + LINEAR - 1];
    expect([known(0.5, row + 5), known(0.6, row + 5), known(0.4, row + 5)]).toEqual([1, 1, 1]);
    // A day after the gap nothing was sampled: no row is near what came a day before.
    const gap = late(row, 20);
    const missing = row + DAY - 11;
    expect(gap.linear[0][missing * LINEAR + LINEAR - 1]).toBe(0);
    const found = gap.linear[0].subarray((row + DAY) * LINEAR + LINEAR - 2, (row + DAY + 1) * LINEAR);
    expect([...found]).toEqual(close([value(row + 1), 1]));
  });
});

test('nothing is due beyond the last row', () => {
  LEADS.forEach((ahead, lead) => {
    expect([...view.isDue[lead].subarray(z.length - ahead - 1)]).toEqual([1, ...new Array(ahead).fill(0)]);
  });
});
