import { type Usual, createDayMemory } from './dayMemory';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 10, 2);

/** Every fifth minute of some days, by day and minute of the day. */
function remember(days: number, value: (day: number, minute: number) => number, usual: Partial<Usual> = {}) {
  const memory = createDayMemory(300);
  const range = memory.around({ reach: 300, rank: (known) => (known < 5 ? 1 : 2), fewest: 2, ...usual });
  for (let day = 0; day < days; day++) {
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      memory.push(START + day * DAY + minute * MINUTE, value(day, minute));
    }
  }
  return (minute: number) => range(START + days * DAY + minute * MINUTE);
}

test('a job that ran at this time each day is usual there, and nowhere else', () => {
  const range = remember(4, (_, minute) => (minute === 180 ? 50 : 1));
  expect(range(180)).toEqual({ low: 1, high: 50 });
  expect(range(185)).toEqual({ low: 1, high: 50 });
  expect(range(195)).toEqual({ low: 1, high: 1 });
});

test('one strange day of five and more makes nothing usual', () => {
  const value = (day: number, minute: number) => (day === 3 && minute === 600 ? 90 : 1);
  expect(remember(6, value)(600)).toEqual({ low: 1, high: 1 });
  expect(remember(4, value)(600)).toEqual({ low: 1, high: 90 });
});

test('a job that begins within half an hour is usual there where most days had one', () => {
  const starts = [600, 615, 590, 625, 605, 580, 610];
  const value = (day: number, minute: number) => (minute === starts[day] ? 50 : 1);
  const mostDays = { reach: 1800, rank: () => 5 };
  expect(remember(7, value, mostDays)(600)).toEqual({ low: 1, high: 50 });
  expect(remember(7, value)(635)).toEqual({ low: 1, high: 1 });
  expect(remember(7, (day, minute) => (day < 4 ? value(day, minute) : 1), mostDays)(600)).toEqual({ low: 1, high: 1 });
});

test('a week is remembered, no more; one day is no custom', () => {
  expect(remember(9, (day) => (day < 2 ? 100 : 1), { rank: () => 1 })(600)).toEqual({ low: 1, high: 1 });
  expect(remember(1, () => 1)(600)).toBeUndefined();
});

test('the same time of day is found where samples do not divide a day', () => {
  const step = 7 * MINUTE;
  const memory = createDayMemory(420);
  const range = memory.around({ reach: 300, rank: () => 1, fewest: 2 });
  // A week ago alone: the day that is farthest off is the one to be missed.
  const isBusy = (time: number) => Math.abs(time - START - 12 * 60 * MINUTE) < step / 2;
  for (let time = START; time < START + 7 * DAY; time += step) {
    memory.push(time, isBusy(time) ? 50 : 1);
  }
  expect(range(START + 7 * DAY + 12 * 60 * MINUTE)).toEqual({ low: 1, high: 50 });
  expect(range(START + 7 * DAY + 13 * 60 * MINUTE)).toEqual({ low: 1, high: 1 });
});

test('for a week after the clock changed the time before and after it are both the same time of day', () => {
  const change = START + 4 * DAY;
  const winter = (time: number) => (time < change ? 2 : 1) * 60 * MINUTE;
  const run = (offset?: (time: number) => number) => {
    const memory = createDayMemory(300, offset);
    const range = memory.around({ reach: 300, rank: () => 2, fewest: 2 });
    for (let time = START; time < change; time += 5 * MINUTE) {
      // A job at 3:00 of a clock that is two hours ahead.
      memory.push(time, (time - START) % DAY === 60 * MINUTE ? 50 : 1);
    }
    return [1, 2, 3].map((hour) => range(change + hour * 60 * MINUTE)!.high);
  };
  expect(run()).toEqual([50, 1, 1]);
  expect(run(winter)).toEqual([50, 50, 1]);
});
