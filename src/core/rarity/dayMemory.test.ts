import { createDayMemory } from './dayMemory';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 10, 2);

/** Every fifth minute of some days, by day and minute of the day. */
function remember(days: number, value: (day: number, minute: number) => number, trimFrom = 5) {
  const memory = createDayMemory(300, trimFrom);
  for (let day = 0; day < days; day++) {
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      memory.push(START + day * DAY + minute * MINUTE, value(day, minute));
    }
  }
  return (minute: number) => memory.range(START + days * DAY + minute * MINUTE);
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

test('a week is remembered, no more; one day is no custom', () => {
  expect(remember(9, (day) => (day < 2 ? 100 : 1), 99)(600)).toEqual({ low: 1, high: 1 });
  expect(remember(1, () => 1)(600)).toBeUndefined();
});

test('the same time of day is found where samples do not divide a day', () => {
  const step = 7 * MINUTE;
  const memory = createDayMemory(420, 99);
  // A week ago alone: the day that is farthest off is the one to be missed.
  const isBusy = (time: number) => Math.abs(time - START - 12 * 60 * MINUTE) < step / 2;
  for (let time = START; time < START + 7 * DAY; time += step) {
    memory.push(time, isBusy(time) ? 50 : 1);
  }
  expect(memory.range(START + 7 * DAY + 12 * 60 * MINUTE)).toEqual({ low: 1, high: 50 });
  expect(memory.range(START + 7 * DAY + 13 * 60 * MINUTE)).toEqual({ low: 1, high: 1 });
});
