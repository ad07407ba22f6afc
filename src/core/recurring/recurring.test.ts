import { english } from '../language';
import { DAY_MS } from '../math';
import { type Series, clockOffset } from '../series';
import { DAY, START, STEP, createNoise } from '../../testing/testSeries';
import { type Recurring, findRecurring } from './recurring';

/** Days of a level of 10 with noise, and of 90 for so many hours from local times (ISO) on. */
function withBatches(days: number, starts: string[], { zone = 'UTC', hours = 6, seed = 1, size = 80 } = {}): Series {
  const noise = createNoise(seed);
  const local = (time: number) => time + clockOffset(zone)(time);
  const begins = starts.map((start) => Date.parse(`${start}Z`));
  const isOn = (time: number) => begins.some((begin) => time >= begin && time < begin + (hours * DAY_MS) / 24);
  return {
    start: START,
    step: STEP,
    values: Float64Array.from(
      { length: days * DAY },
      (_, i) => 10 + noise() + (isOn(local(START + i * STEP * 1000)) ? size : 0)
    ),
  };
}

const timesOf = ({ due }: Recurring) =>
  due.map((row) => new Date(START + row * STEP * 1000).toISOString().slice(0, 16));
const find = (series: Series, zone = 'UTC', ahead = 40 * DAY) =>
  findRecurring(series, zone, series.values.length + ahead);
const said = (found: Recurring[]) => found.map(({ words, came, missed }) => [english(words), came.length, missed]);

test.each([
  ['on day 5 of the month', ['2026-10-05T02:00', '2026-11-05T02:00', '2026-12-05T02:00'], '2027-01-05T02:00'],
  ['on the last day of the month', ['2026-10-31T02:00', '2026-11-30T02:00'], '2026-12-31T02:00'],
  ['every 30 days', ['2026-10-06T02:00', '2026-11-05T02:00', '2026-12-05T02:00'], '2027-01-04T02:00'],
  ['every 28 days', ['2026-10-06T02:00', '2026-11-03T02:00', '2026-12-01T02:00'], '2026-12-29T02:00'],
])('%s: what came is due on the next date', (words, starts, next) => {
  const [found, ...more] = find(withBatches(88, starts));
  expect(more).toEqual([]);
  expect(said([found])).toEqual([[words, starts.length, 0]]);
  expect(timesOf(found)[0]).toBe(next);
  expect(found.middle).toHaveLength(12);
  found.middle.forEach((value) => expect(value).toBeCloseTo(80, -1));
});

test('a dip is found as well as a rise, and of two things each', () => {
  const dip = withBatches(60, ['2026-10-05T02:00', '2026-11-05T02:00'], { size: -30 });
  expect(said(find(dip))).toEqual([['on day 5 of the month', 2, 0]]);
  const both = withBatches(
    60,
    [
      '2026-10-09T12:00',
      '2026-10-19T12:00',
      '2026-10-29T12:00',
      '2026-11-08T12:00',
      '2026-11-18T12:00',
      '2026-11-28T12:00',
    ],
    { hours: 2 }
  );
  const sum = { ...dip, values: dip.values.map((value, i) => value + both.values[i]) };
  expect(said(find(sum))).toEqual([
    ['every 10 days', 6, 0],
    ['on day 5 of the month', 2, 0],
  ]);
});

const times = (days: string[], clock: string) => days.map((day) => `2026-${day}T${clock}`);
const FIRSTS = times(['10-01', '11-01', '12-01'], '02:00');
const FIFTEENTHS = times(['10-15', '11-15', '12-15'], '02:00');

test.each([
  ['on the 1st and the 15th', 'on day 15 of the month', FIFTEENTHS],
  ['on two dates at another hour', 'on day 20 of the month', times(['10-20', '11-20', '12-20'], '17:00')],
  ['by two rules', 'every 14 days', times(['10-08', '10-22', '11-05', '11-19', '12-03', '12-17'], '09:00')],
])('alike things %s are found once each came three times', (_, second, starts) => {
  const found = find(withBatches(88, [...FIRSTS, ...starts]));
  expect(said(found)).toHaveLength(2);
  expect(said(found)).toEqual(
    expect.arrayContaining([
      ['on day 1 of the month', 3, 0],
      [second, starts.length, 0],
    ])
  );
  found.forEach(({ due, middle }) => {
    expect(due.length).toBeGreaterThan(0);
    middle.forEach((value) => expect(value).toBeCloseTo(80, -1));
  });
});

test('nor is a date found beside alike things at any time, be there a second date', () => {
  const atAnyTime = times(['10-06', '10-28', '11-22'], '13:00');
  expect(said(find(withBatches(88, [...FIRSTS, ...FIFTEENTHS, ...atAnyTime])))).toEqual([]);
});

test.each([
  ['once', ['2026-11-05T02:00']],
  ['twice, at another time', ['2026-10-05T02:00', '2026-11-05T07:00']],
  ['twice, on days of no rule', ['2026-10-05T02:00', '2026-11-01T02:00']],
  ['twice, and between too', ['2026-10-05T02:00', '2026-10-21T02:00', '2026-11-05T02:00']],
  ['twice on each of two dates', [...FIRSTS.slice(0, 2), ...FIFTEENTHS.slice(0, 2)]],
  ['twice of four dates', ['2026-10-05T02:00', '2026-11-04T02:00', '2026-10-09T02:00', '2026-10-19T02:00']],
])('what came %s is a chance', (_, starts) => {
  expect(said(find(withBatches(60, starts)).filter(({ due }) => due.length > 0))).toEqual([]);
});

test('what came twice of three dates counts with the date that was missed', () => {
  const [found] = find(withBatches(75, ['2026-10-05T02:00', '2026-12-05T02:00']));
  expect(said([found])).toEqual([['on day 5 of the month', 2, 1]]);
  expect(found.courses.map((course) => course[3] > 40)).toEqual([true, true, false]);
});

test('dates are days of the time zone, and the hour is that of its clock', () => {
  const zone = 'America/New_York';
  // Winter time begins on 1 November.
  const series = withBatches(80, ['2026-10-01T22:00', '2026-11-01T22:00', '2026-12-01T22:00'], { zone });
  const [found] = find(series, zone);
  expect(said([found])).toEqual([['on day 1 of the month', 3, 0]]);
  expect(timesOf(found)[0]).toBe('2027-01-02T03:00');
});

test('a job of a clock in UTC is the same one after the clocks change', () => {
  const series = withBatches(80, ['2026-10-05T02:00', '2026-11-05T02:00', '2026-12-05T02:00']);
  expect(said(find(series, 'Europe/Berlin'))).toEqual([['on day 5 of the month', 3, 0]]);
});

test('a date that is under way is due until an hour shows that it does not come', () => {
  const due = (end: number, isOn: boolean) => {
    const starts = ['2026-10-05T02:00', '2026-11-05T02:00', ...(isOn ? ['2026-12-05T02:00'] : [])];
    const series = withBatches(80, starts);
    const values = series.values.subarray(0, (65 * 24 + 2 + end) * 2);
    return timesOf(find({ ...series, values }, 'UTC', DAY)[0]);
  };
  expect(due(0.5, false)).toEqual(['2026-12-05T02:00']);
  expect(due(2, false)).toEqual([]);
  expect(due(2, true)).toEqual(['2026-12-05T02:00']);
  expect(due(7, true)).toEqual([]);
});

type Kind = (i: number, noise: () => number) => number;
const wave = (i: number) => 50 + 20 * Math.sin((2 * Math.PI * i) / DAY);
const ORDINARY: Array<[string, Kind]> = [
  ['noise', (_, noise) => noise()],
  ['a wave', (i, noise) => wave(i) + 2 * noise()],
  ['heavy tails', (i, noise) => wave(i) + (2 * noise()) / Math.max(0.1, Math.abs(noise()))],
  ['an office', (i, noise) => (Math.floor(i / DAY) % 7 < 5 && i % DAY > 16 && i % DAY < 36 ? 60 : 10) + 2 * noise()],
  ['a job each day', (i, noise) => (i % DAY < 2 ? 90 : 10) + noise()],
  ['a job each week', (i, noise) => (i % (7 * DAY) < 6 ? 90 : 10) + noise()],
  ['something at times', (_, noise) => (noise() > 2.05 ? 20 + 5 * noise() : 0)],
];
const SEEDS = 20;

test.each(ORDINARY)('nothing is due in %s', (_, kind) => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const noise = createNoise(seed);
    const values = Float64Array.from({ length: (seed % 2 ? 30 : 90) * DAY }, (_value, i) => kind(i, noise));
    expect(said(find({ start: START, step: STEP, values }))).toEqual([]);
  }
});

test('nor in a random walk, nor are incidents at any time taken for dates: in one of a hundred at most', () => {
  const count = 200;
  let found = 0;
  for (let seed = 1; seed <= count; seed++) {
    const noise = createNoise(seed);
    const uniform = () => (1000 * Math.abs(noise())) % 1;
    let level = 0;
    const length = 30 * DAY;
    const isWalk = seed % 4 === 0;
    const values = Float64Array.from({ length }, (_, i) => (isWalk ? (level += noise()) : wave(i) + 2 * noise()));
    for (let k = 0; k < (isWalk ? 0 : seed % 8); k++) {
      const from = Math.floor(uniform() * length);
      values.subarray(from, from + 1 + uniform() * 12).forEach((_, i, part) => (part[i] += 50));
    }
    found += find({ start: START, step: STEP, values }, 'UTC', DAY).some(({ due }) => due.length > 0) ? 1 : 0;
  }
  expect(found).toBeLessThanOrEqual(count / 100);
});
