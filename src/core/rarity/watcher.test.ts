import { createNoise } from '../../testing/testSeries';
import { createMemory } from './memory';
import { createWatcher } from './watcher';

const STEP = 300;
const PER_DAY = 288;
const START = Date.UTC(2026, 10, 2);
const DAYS = 12;
const WARM_UP = 3 * PER_DAY;
const SEEDS = 12;
const timeOf = (row: number) => START + row * STEP * 1000;

/** A daily course with noise, and a job of twenty minutes at three. */
function makeSeries(change: (value: number, row: number) => number = (value) => value, seed = 5): number[] {
  const draw = createNoise(seed);
  return Array.from({ length: DAYS * PER_DAY }, (_, row) => {
    const job = row % PER_DAY >= 36 && row % PER_DAY < 40 ? 20 : 0;
    return change(50 + 10 * Math.sin((2 * Math.PI * row) / PER_DAY) + draw() + job, row);
  });
}

function judge(values: number[]) {
  const watcher = createWatcher(STEP, WARM_UP);
  return values.map((value, row) => {
    const { weeks, view, expected } = watcher.push(timeOf(row), value);
    return { row, weeks, view, expected };
  });
}
const raised = (values: number[]) => judge(values).filter(({ weeks }) => weeks >= 0);
const AT = 10 * PER_DAY + 100;

test.each([1, 2, 3, 4])('days like those before raise nothing, jobs included: seed %d', (seed) => {
  expect(raised(makeSeries(undefined, seed))).toEqual([]);
});

/** Minutes by which the job of each night begins later than it might. */
const DELAYS = [5, 30, 15, 30, 10, 20, 30, 0, 25, 5, 20, 15];

test('a job of each night that begins when it can is no jump, the same at another time of day is one', () => {
  const draw = createNoise(3);
  const nightly = (isLate: (day: number) => boolean) =>
    Array.from({ length: DAYS * PER_DAY }, (_, row) => {
      const day = Math.floor(row / PER_DAY);
      const since = (row % PER_DAY) - 36 - DELAYS[day] / 5 - (isLate(day) ? PER_DAY / 2 : 0);
      return 20 + draw() + (since === 0 ? 30 : 0);
    });
  const jumps = (values: number[]) => raised(values).filter(({ row, view }) => row > 7 * PER_DAY && view === 'jump');
  expect(jumps(nightly(() => false))).toEqual([]);
  expect(jumps(nightly((day) => day === 10))[0].row).toBe(10 * PER_DAY + PER_DAY / 2 + 36 + DELAYS[10] / 5);
});

test.each([1, 2, 3])('two days off in the first three days: the day after them begins as usual, seed %d', (seed) => {
  const isOff = (row: number) => [1, 2].includes(Math.floor(row / PER_DAY) % 7);
  expect(raised(makeSeries((value, row) => (isOff(row) ? value / 2 : value), seed))).toEqual([]);
});

test('heavy tails keep to twice the alerts a week that are asked for, over many series', () => {
  let alerts = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const draw = createNoise(seed);
    // Student's t with four degrees of freedom.
    const heavy = () => draw() / Math.sqrt((draw() ** 2 + draw() ** 2 + draw() ** 2 + draw() ** 2) / 4);
    alerts += raised(Array.from({ length: DAYS * PER_DAY }, () => 100 + 5 * heavy())).length;
  }
  expect(alerts).toBeLessThanOrEqual((2 * SEEDS * (DAYS - 3)) / 7);
});

test('a heap that is collected several times a day, never at the same time, is left alone after some days of it', () => {
  const minute = 60;
  const watcher = createWatcher(minute, 2 * 1440);
  const draw = createNoise(7);
  let heap = 20;
  const alerts: number[] = [];
  for (let row = 0; row < 14 * 1440; row++) {
    heap = heap > 80 + 2 * draw() ? 20 : heap + 0.3 + 0.03 * draw();
    if (watcher.push(START + row * minute * 1000, heap).weeks >= 0) {
      alerts.push(Math.floor(row / 1440));
    }
  }
  expect(alerts.filter((day) => day >= 6)).toEqual([]);
});

test('a spike is raised at its own sample, with what was expected there', () => {
  const [first] = raised(makeSeries((value, row) => (row === AT ? value + 20 : value)));
  expect(first.row).toBe(AT);
  expect(Math.abs(first.expected - (50 + 10 * Math.sin((2 * Math.PI * AT) / PER_DAY)))).toBeLessThan(4);
});

test.each([5, 6])(
  'a jump of %d deviations that goes back at once is no alert, and the strangest sample of its day',
  (size) => {
    const draw = createNoise(6);
    const found = judge(Array.from({ length: DAYS * PER_DAY }, (_, row) => 50 + draw() + (row === AT ? size : 0)));
    const day = found.slice(AT - PER_DAY / 2, AT + PER_DAY / 2);
    expect(day.reduce((best, one) => (one.weeks > best.weeks ? one : best)).row).toBe(AT);
    // Nor is it where nine a week are asked for.
    expect(found[AT].weeks).toBeLessThan(-Math.log10(9));
  }
);

test('a job that does not run is missed by the season', () => {
  const from = 10 * PER_DAY + 36;
  const found = raised(makeSeries((value, row) => (row >= from && row < from + 4 ? value - 20 : value)));
  expect(found.length).toBeGreaterThan(0);
  expect(found[0].row).toBeGreaterThanOrEqual(from);
  expect(found[0].row).toBeLessThan(from + 12);
  expect(found.some(({ view }) => view === 'season')).toBe(true);
});

test('the last sample of a series that ended is repeated for five minutes, which is no alert; a line of ten minutes is one', () => {
  const minute = 60;
  const watcher = createWatcher(minute, 2 * 1440);
  const draw = createNoise(9);
  const values = Array.from({ length: 6 * 1440 }, () => 50 + draw());
  const found = [...values, ...new Array<number>(12).fill(values[values.length - 1])].map(
    (value, row) => watcher.push(START + row * minute * 1000, value).weeks
  );
  const after = found.slice(values.length);
  expect(Math.max(...after.slice(0, 5))).toBeLessThan(0);
  expect(Math.max(...after.slice(5, 10))).toBeGreaterThanOrEqual(0);
});

test('a line that stands still is raised while it lasts', () => {
  let kept = 0;
  const still = makeSeries((value, row) => (row >= AT && row < AT + 40 ? (kept ||= value) : value));
  const found = raised(still).filter(({ row }) => row < AT + 40);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0].row).toBeGreaterThan(AT);
});

test('a noise that grows is raised within an hour', () => {
  const draw = createNoise(9);
  const found = raised(makeSeries((value, row) => (row >= AT && row < AT + 48 ? value + 5 * draw() : value)));
  expect(found[0].row).toBeLessThan(AT + 12);
});

test('a series that never moved is judged from its first change on', () => {
  const found = raised(Array.from({ length: DAYS * PER_DAY }, (_, row) => (row === AT ? 4 : 3)));
  expect(found[0]).toMatchObject({ row: AT });
});

test('no verdict depends on a later sample, missing ones have none', () => {
  const whole = judge(makeSeries((value, row) => (row % 97 === 0 ? NaN : value)));
  const cut = judge(makeSeries((value, row) => (row % 97 === 0 ? NaN : value)).slice(0, AT));
  expect(cut).toEqual(whole.slice(0, AT));
  expect(whole.filter(({ row }) => row % 97 === 0).every(({ weeks }) => Number.isNaN(weeks))).toBe(true);
});

test('a memory that goes on says what it would have said of all at once', () => {
  const values = makeSeries((value, row) => (row === AT ? value + 20 : value));
  const times = values.map((_, row) => timeOf(row));
  const memory = createMemory();
  memory.judge(times.slice(0, AT), values.slice(0, AT), STEP, WARM_UP);
  const later = memory.judge(times.slice(500), values.slice(500), STEP, WARM_UP);
  expect(later).toEqual(createMemory().judge(times, values, STEP, WARM_UP).slice(500));
});

test('a known sample that has changed is judged anew', () => {
  const values = makeSeries();
  const times = values.map((_, row) => timeOf(row));
  const memory = createMemory();
  const quiet = memory.judge(times, values, STEP, WARM_UP)[AT].weeks;
  const changed = values.map((value, row) => (row === AT ? value + 20 : value));
  expect(quiet).toBeLessThan(0);
  expect(memory.judge(times, changed, STEP, WARM_UP)[AT].weeks).toBeGreaterThan(0);
});
